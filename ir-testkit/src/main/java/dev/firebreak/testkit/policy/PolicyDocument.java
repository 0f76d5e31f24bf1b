package dev.firebreak.testkit.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A policy document, read once: equal texts give the same document.
 *
 * <p>It reads what IAM has accepted, and checks no grammar beyond what it needs.
 */
public final class PolicyDocument {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_KEPT = 10_000;
    private static final Map<String, PolicyDocument> KEPT = new ConcurrentHashMap<>();

    private final String text;
    private final List<Statement> statements;

    private PolicyDocument(String text, List<Statement> statements) {
        this.text = text;
        this.statements = statements;
    }

    /**
     * The document with this text.
     *
     * @throws IllegalArgumentException when it is no JSON object
     */
    public static PolicyDocument of(String text) {
        PolicyDocument kept = KEPT.get(text);
        if (kept == null) {
            kept = read(text);
            if (KEPT.size() >= MOST_KEPT) {
                KEPT.clear();
            }
            KEPT.put(text, kept);
        }
        return kept;
    }

    /** The text that was read. */
    public String text() {
        return text;
    }

    /** The statements, in order. */
    public List<Statement> statements() {
        return statements;
    }

    private static PolicyDocument read(String text) {
        JsonNode policy = json(text);
        // Variables came with the version of 2012; before it they are text, and 2008 is what no version means.
        boolean variables = policy.path("Version").asText().equals("2012-10-17");
        JsonNode statement = policy.path("Statement");
        List<Statement> statements = new ArrayList<>();
        if (statement.isObject()) {
            statements.add(statement(statement, variables));
        } else {
            statement.forEach(each -> statements.add(statement(each, variables)));
        }
        return new PolicyDocument(text, List.copyOf(statements));
    }

    private static JsonNode json(String text) {
        try {
            JsonNode policy = JSON.readTree(text);
            if (policy == null || !policy.isObject()) {
                throw new IllegalArgumentException("Invalid policy: not a JSON object");
            }
            return policy;
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("Invalid policy: not JSON", malformed);
        }
    }

    private static Statement statement(JsonNode node, boolean variables) {
        var head = new Statement.Head(
                node.path("Sid").asText(), node.path("Effect").asText().equals("Deny"), principals(node));
        List<PolicyText> resources = texts(either(node, "Resource")).stream()
                .map(text -> variables ? PolicyText.withVariables(text, true) : PolicyText.plain(text, true))
                .toList();
        return new Statement(
                head,
                new Statement.Values<>(node.has("NotAction"), texts(either(node, "Action"))),
                new Statement.Values<>(node.has("NotResource"), resources),
                conditions(node.path("Condition"), variables));
    }

    private static @Nullable JsonNode either(JsonNode node, String field) {
        return node.has(field) ? node.get(field) : node.get("Not" + field);
    }

    private static Optional<PrincipalElement> principals(JsonNode node) {
        JsonNode element = either(node, "Principal");
        if (element == null) {
            return Optional.empty();
        }
        Map<String, Set<String>> byType = new HashMap<>();
        if (element.isTextual()) {
            byType.put("AWS", Set.of(element.asText()));
        }
        element.properties().forEach(type -> byType.put(type.getKey(), new HashSet<>(texts(type.getValue()))));
        return Optional.of(new PrincipalElement(node.has("NotPrincipal"), byType));
    }

    private static List<Condition> conditions(JsonNode node, boolean variables) {
        List<Condition> conditions = new ArrayList<>();
        node.properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key -> conditions.add(
                                Condition.of(operator.getKey(), key.getKey(), texts(key.getValue()), variables))));
        return List.copyOf(conditions);
    }

    private static List<String> texts(@Nullable JsonNode node) {
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }
}
