package dev.firebreak.testkit.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy documents, of every kind.
 *
 * <p>See "Grammar of the IAM JSON policy language" in the IAM User Guide.
 */
public final class PolicyDocuments {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> POLICY_FIELDS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_FIELDS = Set.of(
            "Sid",
            "Effect",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Principal",
            "NotPrincipal",
            "Condition");
    private static final String SYNTAX = "Syntax errors in policy.";

    private PolicyDocuments() {}

    /**
     * Reads a document, and checks what all kinds of policies have in common.
     *
     * @throws AwsError {@code MalformedPolicyDocument} for what is no policy
     */
    public static ObjectNode read(String document) {
        return parse(document);
    }

    /** The statements of a policy, of which it may have one without a list. */
    public static List<ObjectNode> statements(ObjectNode policy) {
        JsonNode statement = policy.path("Statement");
        if (statement instanceof ObjectNode only) {
            return List.of(only);
        }
        List<ObjectNode> statements = new ArrayList<>();
        statement.forEach(element -> statements.add((ObjectNode) element));
        return statements;
    }

    /** The texts of an element that may be one text or a list. */
    public static List<String> texts(@Nullable JsonNode element) {
        if (element == null) {
            return List.of();
        }
        return element.isArray()
                ? StreamSupport.stream(element.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toList())
                : List.of(element.asText());
    }

    /** A document as IAM answers it: percent-encoded by RFC 3986. */
    public static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** The length that counts against quotas, which leaves white space out. */
    public static int length(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    private static ObjectNode parse(String text) {
        JsonNode node = json(text);
        refuse(!(node instanceof ObjectNode), SYNTAX);
        ObjectNode policy = (ObjectNode) node;
        policy.fieldNames().forEachRemaining(name -> refuse(!POLICY_FIELDS.contains(name), SYNTAX));
        if (policy.has("Version")) {
            refuse(
                    !Set.of("2012-10-17", "2008-10-17")
                            .contains(policy.get("Version").asText()),
                    SYNTAX);
        }
        checkStatements(policy);
        return policy;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw AwsError.of("MalformedPolicyDocument", "This policy contains invalid Json");
        }
    }

    private static void checkStatements(ObjectNode policy) {
        JsonNode statement = policy.path("Statement");
        refuse(!statement.isObject() && !statement.isArray(), SYNTAX);
        refuse(statement.isArray() && statement.isEmpty(), SYNTAX);
        statement = statement.isObject() ? JSON.createArrayNode().add(statement) : statement;
        Set<String> ids = new HashSet<>();
        for (JsonNode element : statement) {
            refuse(!element.isObject(), SYNTAX);
            checkShape((ObjectNode) element);
            String id = element.path("Sid").asText();
            refuse(!id.isEmpty() && !ids.add(id), "Statement IDs (SID) in a single policy must be unique.");
        }
    }

    private static void checkShape(ObjectNode statement) {
        statement.fieldNames().forEachRemaining(name -> refuse(!STATEMENT_FIELDS.contains(name), SYNTAX));
        refuse(!Set.of("Allow", "Deny").contains(statement.path("Effect").asText()), SYNTAX);
        refuse(
                statement.has("Condition")
                        && (!statement.get("Condition").isObject()
                                || !StreamSupport.stream(
                                                statement.get("Condition").spliterator(), false)
                                        .allMatch(JsonNode::isObject)),
                SYNTAX);
        refuse(
                !statement.path("Sid").asText().matches("[0-9A-Za-z]*"),
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression "
                        + "[0-9A-Za-z]*");
    }

    private static void refuse(boolean refused, String message) {
        if (refused) {
            throw new AwsError("MalformedPolicyDocument", 400, message);
        }
    }
}
