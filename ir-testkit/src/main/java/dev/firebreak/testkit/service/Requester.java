package dev.firebreak.testkit.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Caller;
import java.util.HashSet;
import java.util.Set;

/** Who asks to act on a resource that has a policy: a caller of the API, or an AWS service on behalf of a resource. */
public final class Requester {
    private final String accountId;
    private final String arn;
    private final Set<String> names;
    private final String principalType;
    private final ConditionContext context;

    private Requester(String accountId, String arn, Set<String> names, String principalType, ConditionContext context) {
        this.accountId = accountId;
        this.arn = arn;
        this.names = names;
        this.principalType = principalType;
        this.context = context;
    }

    /** The one who makes this call. */
    public static Requester of(Call call) {
        Caller caller = Callers.of(call);
        String account = caller.accountId();
        var names = new HashSet<String>();
        names.add(account);
        names.add("arn:aws:iam::" + account + ":root");
        names.add(caller.principalId());
        names.add(caller.arn());
        names.add(Callers.principalArn(call, caller));
        return new Requester(account, caller.arn(), names, "AWS", Callers.context(call));
    }

    /** The root user of an account, for what the account itself does. */
    public static Requester root(String account) {
        String arn = "arn:aws:iam::" + account + ":root";
        var context = new ConditionContext().with("aws:PrincipalArn", arn).with("aws:PrincipalAccount", account);
        return new Requester(account, arn, Set.of(account, arn), "AWS", context);
    }

    /**
     * An AWS service that acts for one of its resources.
     *
     * @param principal such as {@code sns.amazonaws.com}
     * @param sourceArn the resource, which conditions on {@code aws:SourceArn} are judged against
     */
    public static Requester service(String principal, String sourceArn) {
        String[] parts = sourceArn.split(":", 6);
        var context = new ConditionContext()
                .with("aws:SourceArn", sourceArn)
                .with("aws:SourceAccount", parts.length > 4 ? parts[4] : "")
                .with("aws:SecureTransport", "true");
        return new Requester("", principal, Set.of(principal), "Service", context);
    }

    /** The same requester with one more condition key. */
    public Requester with(String key, String value) {
        context.with(key, value);
        return this;
    }

    /** The account of the identity; empty for a service. */
    public String accountId() {
        return accountId;
    }

    /** The ARN of the identity, or the name of the service. */
    public String arn() {
        return arn;
    }

    boolean isOf(String account) {
        return accountId.equals(account);
    }

    boolean satisfies(ObjectNode statement) {
        return context.satisfies(statement);
    }

    boolean isNamedBy(ObjectNode statement) {
        JsonNode principal = ResourcePolicy.either(statement, "Principal");
        if (principal == null) {
            return false;
        }
        boolean named = principal.isTextual()
                ? principal.asText().equals("*")
                : PolicyDocuments.texts(principal.get("AWS")).contains("*")
                        || PolicyDocuments.texts(principal.get(principalType)).stream()
                                .anyMatch(names::contains);
        return named == statement.has("Principal");
    }
}
