package dev.firebreak.testkit.service;

import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.IamState;
import java.util.Map;
import java.util.Optional;

/** Finds who makes a call, and what policies may ask about that caller. */
public final class Callers {
    private Callers() {}

    /** The identity behind the key that signed; a key unknown to this world, which the pipeline let pass, is the root user's. */
    public static Caller of(Call call) {
        return call.world()
                .caller(call.accessKeyId())
                .orElseGet(() -> Caller.root(call.account().id()));
    }

    /** The global condition keys of a call, whoever is judged by them. */
    public static RequestContext requestContext(Call call, Caller caller) {
        RequestContext context = new RequestContext()
                .with("aws:PrincipalArn", principalArn(call, caller))
                .with("aws:PrincipalAccount", caller.accountId())
                .with("aws:PrincipalType", principalType(caller))
                .with("aws:userid", caller.userId())
                .with("aws:CurrentTime", call.now().toString())
                .with("aws:EpochTime", String.valueOf(call.now().getEpochSecond()))
                .with("aws:SecureTransport", "true")
                .with("aws:ViaAWSService", "false")
                .with("aws:RequestedRegion", call.region().name());
        call.world()
                .organization()
                .organizationId(caller.accountId())
                .ifPresent(id -> context.with("aws:PrincipalOrgID", id));
        if (caller.type() == Caller.Type.USER) {
            context.with("aws:username", caller.arn().substring(caller.arn().lastIndexOf('/') + 1));
        }
        // Long-term keys carry neither key: a condition on them finds nothing.
        caller.session()
                .ifPresent(session -> context.with(
                                "aws:TokenIssueTime", session.issued().toString())
                        .with("aws:SourceIdentity", session.context().sourceIdentity())
                        .with(
                                "aws:MultiFactorAuthPresent",
                                String.valueOf(session.context().multiFactor())));
        // The tags of the session come last: they win over those of the role, whose case does not matter.
        return context.withEach("aws:PrincipalTag/", tags(call, caller))
                .withEach("aws:PrincipalTag/", sessionTags(caller));
    }

    private static Map<String, String> sessionTags(Caller caller) {
        return caller.session()
                .map(session -> session.context().tags().values())
                .orElse(Map.of());
    }

    private static Map<String, String> tags(Call call, Caller caller) {
        IamState iam = call.world().account(caller.accountId()).iam();
        Optional<? extends IamEntity> entity = caller.type() == Caller.Type.ROLE_SESSION
                ? iam.roles().findById(caller.principalId())
                : iam.users().findById(caller.principalId());
        return entity.<Map<String, String>>map(IamEntity::tags).orElse(Map.of());
    }

    private static String principalType(Caller caller) {
        return switch (caller.type()) {
            case ROOT -> "Account";
            case USER -> "User";
            case ROLE_SESSION -> "AssumedRole";
            case FEDERATED_USER -> "FederatedUser";
        };
    }

    /** The caller as policies see it. */
    public static Principal principal(Call call, Caller caller) {
        return Principal.of(caller, entityArn(call, caller));
    }

    private static String entityArn(Call call, Caller caller) {
        return caller.type() != Caller.Type.FEDERATED_USER
                ? principalArn(call, caller)
                : call.world()
                        .account(caller.accountId())
                        .iam()
                        .users()
                        .findById(caller.principalId())
                        .map(IamEntity::arn)
                        .orElse(caller.arn());
    }

    /** The value of {@code aws:PrincipalArn}: of a role session, the role. */
    public static String principalArn(Call call, Caller caller) {
        return caller.type() != Caller.Type.ROLE_SESSION
                ? caller.arn()
                : call.world()
                        .account(caller.accountId())
                        .iam()
                        .roles()
                        .findById(caller.principalId())
                        .map(IamEntity::arn)
                        .orElse(caller.arn());
    }
}
