package dev.firebreak.testkit.service;

import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.world.Caller;

/** Who asks to act on a resource that has a policy: a caller of the API, or an AWS service on behalf of a resource. */
public final class Requester {
    private final Principal principal;
    private final RequestContext context;

    private Requester(Principal principal, RequestContext context) {
        this.principal = principal;
        this.context = context;
    }

    /** The one who makes this call. */
    public static Requester of(Call call) {
        Caller caller = Callers.of(call);
        return new Requester(Callers.principal(call, caller), Callers.requestContext(call, caller));
    }

    /** The root user of an account, for what the account itself does. */
    public static Requester root(String account) {
        String arn = "arn:aws:iam::" + account + ":root";
        var context = new RequestContext().with("aws:PrincipalArn", arn).with("aws:PrincipalAccount", account);
        return new Requester(new Principal(Principal.Kind.ROOT, account, arn, arn, account), context);
    }

    /**
     * An AWS service that acts for one of its resources.
     *
     * @param principal such as {@code sns.amazonaws.com}
     * @param sourceArn the resource, which conditions on {@code aws:SourceArn} are judged against
     */
    public static Requester service(String principal, String sourceArn) {
        String[] parts = sourceArn.split(":", 6);
        var context = new RequestContext()
                .with("aws:SourceArn", sourceArn)
                .with("aws:SourceAccount", parts.length > 4 ? parts[4] : "")
                .with("aws:SecureTransport", "true");
        return new Requester(Principal.service(principal), context);
    }

    /** The same requester with one more condition key. */
    public Requester with(String key, String value) {
        context.with(key, value);
        return this;
    }

    /** The account of the identity; empty for a service. */
    public String accountId() {
        return principal.accountId();
    }

    /** The ARN of the identity, or the name of the service. */
    public String arn() {
        return principal.arn();
    }

    Principal principal() {
        return principal;
    }

    RequestContext context() {
        return context;
    }
}
