package dev.firebreak.testkit.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a resource as a list of statements with ids, into which operations such as {@code AddPermission} put their own.
 *
 * <p>Immutable.
 */
public final class PolicyStatements {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> EFFECTS = Set.of("Allow", "Deny");

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
            policy = read(document);
            ArrayNode statements = JsonNodeFactory.instance.arrayNode();
            PolicyDocuments.statements(policy).forEach(statements::add);
            policy.set("Statement", statements);
        }
        return new PolicyStatements(policy);
    }

    /**
     * Checks the grammar of a policy before it is put on a resource.
     *
     * @throws AwsError when it is malformed, worded as IAM does
     */
    public static List<ObjectNode> check(String document) {
        List<ObjectNode> statements = document.isEmpty() ? List.of() : PolicyDocuments.statements(read(document));
        for (ObjectNode statement : statements) {
            for (String field : List.of("Principal", "Action")) {
                if (!statement.has(field) && !statement.has("Not" + field)) {
                    throw malformed("Missing required field " + field);
                }
            }
        }
        return statements;
    }

    /** Reads a policy; unlike in IAM's own policies, a statement's id may have any characters. */
    private static ObjectNode read(String document) {
        JsonNode policy = json(document);
        JsonNode statements = policy.path("Statement");
        boolean valid = statements.isArray() || statements.isObject();
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            valid &= EFFECTS.contains(statement.path("Effect").asText());
        }
        if (!valid) {
            throw malformed("Syntax errors in policy.");
        }
        return (ObjectNode) policy;
    }

    private static JsonNode json(String document) {
        try {
            JsonNode policy = JSON.readTree(document);
            if (policy.isObject()) {
                return policy;
            }
        } catch (JsonProcessingException notJson) {
            throw malformed("This policy contains invalid Json");
        }
        throw malformed("This policy contains invalid Json");
    }

    private static AwsError malformed(String message) {
        return AwsError.of("MalformedPolicyDocument", "%s", message);
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
