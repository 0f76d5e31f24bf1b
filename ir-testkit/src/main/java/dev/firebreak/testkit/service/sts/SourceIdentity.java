package dev.firebreak.testkit.service.sts;

import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.world.Caller;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Who is really behind a chain of roles: set once, it stays. */
final class SourceIdentity {
    private SourceIdentity() {}

    /** The source identity of the session to come; empty when it has none. */
    static String of(AssumeRoleRequest request, Caller caller) {
        String inherited = inherited(caller);
        String given = request.sourceIdentity();
        if (given == null) {
            return inherited;
        }
        if (!given.matches("[\\w+=,.@-]{2,64}") || given.startsWith("aws:")) {
            throw IamErrors.constraint(
                    "sourceIdentity", "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        }
        if (!inherited.isEmpty() && !inherited.equals(given)) {
            throw RoleTrust.denied(caller, "sts:SetSourceIdentity", request.roleArn());
        }
        return given;
    }

    /** The source identity of the caller's own session; empty when it has none. */
    static String inherited(Caller caller) {
        return caller.session()
                .map(session -> session.context().sourceIdentity())
                .orElse("");
    }
}
