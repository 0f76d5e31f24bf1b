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
 * Reads policy documents and checks their grammar as IAM does.
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

    /** Checks a policy of a user, role or group. */
    static String identity(@Nullable String document, String field) {
        String text = text(document, field);
        ObjectNode policy = parse(text);
        if (!policy.has("Version")) {
            throw IamErrors.malformed("Policy document must be version 2012-10-17 or greater.");
        }
        for (ObjectNode statement : statements(policy)) {
            refuse(statement.has("Principal"), "Policy document should not specify a principal.");
            refuse(statement.has("NotPrincipal"), "Policy document should not specify a principal.");
            refuse(!one(statement, "Action", "NotAction"), "Policy statement must contain actions.");
            refuse(!one(statement, "Resource", "NotResource"), "Policy statement must contain resources.");
            checkActions(statement);
            checkResources(statement);
        }
        return text;
    }

    /** Checks the trust policy of a role. */
    static ObjectNode trust(@Nullable String document, String field) {
        ObjectNode policy = parse(text(document, field));
        for (ObjectNode statement : statements(policy)) {
            refuse(statement.has("Resource"), "Has prohibited field Resource");
            refuse(statement.has("NotResource"), "Has prohibited field NotResource");
            refuse(!one(statement, "Principal", "NotPrincipal"), "Missing required field Principal");
            refuse(!statement.has("Action"), "Missing required field Action");
            refuse(
                    !texts(statement.get("Action")).stream().allMatch(action -> action.startsWith("sts:")),
                    "AssumeRole policy may only specify STS AssumeRole actions.");
        }
        return policy;
    }

    /** Reads a document that was checked when it was written. */
    public static ObjectNode read(String document) {
        return parse(document);
    }

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
    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** The length that counts against quotas, which leaves white space out. */
    static int length(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    private static String text(@Nullable String document, String field) {
        String text = IamChecks.required(document, field);
        if (text.isEmpty()) {
            throw IamErrors.constraint(field, "Member must have length greater than or equal to 1");
        }
        if (!text.chars().allMatch(c -> c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xff))) {
            throw IamErrors.validation(
                    "The specified value for %s is invalid. It must contain only printable ASCII characters.", field);
        }
        return text;
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
            throw IamErrors.malformed("This policy contains invalid Json");
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

    private static void checkActions(ObjectNode statement) {
        List<String> actions = texts(either(statement, "Action", "NotAction"));
        refuse(actions.isEmpty(), "Policy statement must contain actions.");
        for (String action : actions) {
            refuse(
                    !action.equals("*") && !action.contains(":"),
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            refuse(
                    !action.matches("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+"),
                    "Action vendors/names must not contain invalid characters.");
        }
    }

    private static void checkResources(ObjectNode statement) {
        List<String> resources = texts(either(statement, "Resource", "NotResource"));
        refuse(resources.isEmpty(), "Policy statement must contain resources.");
        for (String resource : resources) {
            if (!resource.equals("*") && !resource.startsWith("arn:")) {
                throw IamErrors.malformed("Resource %s must be in ARN format or \"*\".", resource);
            }
        }
    }

    private static boolean one(ObjectNode statement, String field, String negated) {
        return statement.has(field) ^ statement.has(negated);
    }

    private static JsonNode either(ObjectNode statement, String field, String negated) {
        return statement.has(field) ? statement.get(field) : statement.get(negated);
    }

    private static void refuse(boolean refused, String message) {
        if (refused) {
            throw new AwsError("MalformedPolicyDocument", 400, message);
        }
    }
}
