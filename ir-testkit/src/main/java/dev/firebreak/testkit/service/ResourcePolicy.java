package dev.firebreak.testkit.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the policy on a resource such as a queue, a topic or an event bus: an explicit Deny holds against everyone, and who is
 * not of the owner's account needs an Allow.
 *
 * <p>The identity policies of the caller are not judged here.
 */
public final class ResourcePolicy {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> EFFECTS = Set.of("Allow", "Deny");

    private ResourcePolicy() {}

    /** What a policy says. */
    public enum Verdict {
        ALLOW,
        DENY,
        SILENT
    }

    /**
     * What the policy says of this action.
     *
     * @param document the policy; null or empty when the resource has none
     */
    public static Verdict judge(@Nullable String document, Requester requester, String action, String resource) {
        Verdict verdict = Verdict.SILENT;
        for (ObjectNode statement : statements(document)) {
            if (requester.isNamedBy(statement)
                    && covers(statement, action, resource)
                    && requester.satisfies(statement)) {
                if (statement.path("Effect").asText().equals("Deny")) {
                    return Verdict.DENY;
                }
                verdict = Verdict.ALLOW;
            }
        }
        return verdict;
    }

    /** Whether the requester may act on a resource of this account. */
    public static boolean permits(
            @Nullable String document, Requester requester, String action, String resource, String ownerAccount) {
        Verdict verdict = judge(document, requester, action, resource);
        return verdict == Verdict.ALLOW || (verdict == Verdict.SILENT && requester.isOf(ownerAccount));
    }

    /**
     * Checks the grammar of a policy before it is put on a resource.
     *
     * @throws AwsError when it is malformed, worded as IAM does
     */
    public static List<ObjectNode> check(String document) {
        List<ObjectNode> statements = statements(document);
        for (ObjectNode statement : statements) {
            for (String field : List.of("Principal", "Action")) {
                if (!statement.has(field) && !statement.has("Not" + field)) {
                    throw malformed("Missing required field " + field);
                }
            }
        }
        return statements;
    }

    /** The texts of a policy element that may be one text or a list, such as the actions of a statement. */
    public static List<String> texts(@Nullable JsonNode element) {
        return new ArrayList<>(PolicyDocuments.texts(element));
    }

    private static List<ObjectNode> statements(@Nullable String document) {
        return document == null || document.isEmpty() ? List.of() : PolicyDocuments.statements(read(document));
    }

    /** Reads a policy; unlike in IAM's own policies, a statement's id may have any characters. */
    static ObjectNode read(String document) {
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

    private static boolean covers(ObjectNode statement, String action, String resource) {
        boolean actionNamed = texts(either(statement, "Action")).stream()
                .anyMatch(pattern -> Wildcards.matchesIgnoringCase(pattern, action));
        // Queues and topics accept a statement that names no resource: it is about the resource that it is on.
        JsonNode resources = either(statement, "Resource");
        boolean resourceNamed = resources == null
                || texts(resources).stream().anyMatch(pattern -> Wildcards.matches(pattern, resource));
        return actionNamed == statement.has("Action")
                && (resources == null || resourceNamed == statement.has("Resource"));
    }

    private static AwsError malformed(String message) {
        return AwsError.of("MalformedPolicyDocument", "%s", message);
    }

    static @Nullable JsonNode either(ObjectNode statement, String field) {
        return statement.has(field) ? statement.get(field) : statement.get("Not" + field);
    }
}
