package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.Operations.Operation;
import dev.firebreak.testkit.world.Caller;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Keeps IAM from sessions that may not call it: those of {@code GetFederationToken}, and those of {@code GetSessionToken} without MFA.
 *
 * <p>See "Compare AWS STS credentials" in the IAM User Guide.
 */
final class SessionLimits {
    private SessionLimits() {}

    /** Adds the same operations, each refused to such a session. */
    static void guard(Operations plain, Operations guarded) {
        plain.all().forEach(operation -> add(guarded, operation));
    }

    private static <Q extends AwsRequest> void add(Operations guarded, Operation<Q> operation) {
        guarded.streaming(operation.name(), operation.route(), operation.request(), (Call call, Q request) -> {
            check(Callers.of(call));
            call.world().catchUp();
            return operation.handler().handle(call, request);
        });
    }

    private static void check(Caller caller) {
        boolean withoutMfa = caller.type() == Caller.Type.USER
                && caller.session()
                        .filter(session -> !session.context().multiFactor())
                        .isPresent();
        if (caller.type() == Caller.Type.FEDERATED_USER || withoutMfa) {
            throw new AwsError("InvalidClientTokenId", 403, "The security token included in the request is invalid");
        }
    }
}
