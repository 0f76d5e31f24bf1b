package dev.firebreak.testkit.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a resource as a list of statements with ids, into which operations such as {@code AddPermission} put their own.
 *
 * <p>Immutable.
 */
public final class PolicyStatements {
    private final ObjectNode policy;

    private PolicyStatements(ObjectNode policy) {
        this.policy = policy;
    }

    /**
     * The statements of a policy.
     *
     * @param document the policy; null when the resource has none yet
     * @param id the {@code Id} of a policy that is made; empty when it has none
     */
    public static PolicyStatements of(@Nullable String document, String id) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("Version", id.isEmpty() ? "2012-10-17" : "2008-10-17");
        if (!id.isEmpty()) {
            policy.put("Id", id);
        }
        policy.set("Statement", JsonNodeFactory.instance.arrayNode());
        if (document != null && !document.isEmpty()) {
            policy = ResourcePolicy.read(document);
            ArrayNode statements = JsonNodeFactory.instance.arrayNode();
            PolicyDocuments.statements(policy).forEach(statements::add);
            policy.set("Statement", statements);
        }
        return new PolicyStatements(policy);
    }

    /** Whether there is a statement with this id. */
    public boolean has(String sid) {
        return PolicyDocuments.statements(policy).stream().anyMatch(named(sid));
    }

    /** The document with one more statement, which allows accounts, or everyone by {@code *}, these actions. */
    public String with(String sid, List<String> accounts, List<String> actions, String resource) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("Sid", sid).put("Effect", "Allow");
        if (accounts.contains("*")) {
            statement.put("Principal", "*");
        } else {
            ArrayNode arns = JsonNodeFactory.instance.arrayNode();
            accounts.forEach(account -> arns.add("arn:aws:iam::" + account + ":root"));
            statement.putObject("Principal").set("AWS", arns.size() == 1 ? arns.get(0) : arns);
        }
        ArrayNode named = JsonNodeFactory.instance.arrayNode();
        actions.forEach(named::add);
        statement.set("Action", named.size() == 1 ? named.get(0) : named);
        statement.put("Resource", resource);
        return with(statement);
    }

    /** The document with one more statement. */
    public String with(ObjectNode statement) {
        ObjectNode copy = policy.deepCopy();
        ((ArrayNode) copy.get("Statement")).add(statement);
        return copy.toString();
    }

    /** The document without the statement of this id; empty when no statement is left. */
    public String without(String sid) {
        ObjectNode copy = policy.deepCopy();
        ArrayNode kept = copy.putArray("Statement");
        PolicyDocuments.statements(policy).stream().filter(named(sid).negate()).forEach(kept::add);
        return kept.isEmpty() ? "" : copy.toString();
    }

    private static Predicate<ObjectNode> named(String sid) {
        return statement -> statement.path("Sid").asText().equals(sid);
    }
}
