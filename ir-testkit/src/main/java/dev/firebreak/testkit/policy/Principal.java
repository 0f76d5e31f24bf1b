package dev.firebreak.testkit.policy;

import dev.firebreak.testkit.world.Caller;

/**
 * Who makes a request, as policies see it.
 *
 * @param kind what kind of identity it is
 * @param accountId the account it belongs to; empty for a service and for nobody
 * @param arn the ARN of the principal that signs: of a role session, the session's
 * @param entityArn the ARN of the user or role behind it
 * @param id the unique id of the user or role behind it; the name of a service or identity provider
 */
public record Principal(Kind kind, String accountId, String arn, String entityArn, String id) {
    /** Whoever did not sign. */
    public static final Principal ANONYMOUS = new Principal(Kind.ANONYMOUS, "", "anonymous", "", "");

    /** The kinds of principals. */
    public enum Kind {
        ROOT,
        USER,
        ROLE_SESSION,
        FEDERATED_USER,
        /** An AWS service, such as {@code ec2.amazonaws.com}. */
        SERVICE,
        /** Somebody vouched for by an identity provider. */
        FEDERATED,
        ANONYMOUS
    }

    /** The principal behind a signature. */
    public static Principal of(Caller caller, String entityArn) {
        return new Principal(
                Kind.valueOf(caller.type().name()), caller.accountId(), caller.arn(), entityArn, caller.principalId());
    }

    /** A service, such as {@code ec2.amazonaws.com}. */
    public static Principal service(String name) {
        return new Principal(Kind.SERVICE, "", name, "", name);
    }

    /** Somebody whom an identity provider vouches for: the ARN of a SAML provider, or the name of a web identity provider. */
    public static Principal federated(String provider) {
        return new Principal(Kind.FEDERATED, "", provider, "", provider);
    }
}
