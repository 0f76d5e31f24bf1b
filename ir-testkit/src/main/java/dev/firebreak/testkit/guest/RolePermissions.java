package dev.firebreak.testkit.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.testkit.world.IamRole;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the identity policies of a role allow an action on all resources. Takes a statement with a condition to deny when it
 * denies, except one on the session's issue time, which new credentials pass.
 */
final class RolePermissions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RolePermissions() {}

    static boolean allow(IamRole role, String action) {
        boolean denied =
                statements(role).anyMatch(statement -> is(statement, "Deny", action) && !ofOldSessions(statement));
        boolean allowed = statements(role).anyMatch(statement -> is(statement, "Allow", action));
        return allowed && !denied;
    }

    private static boolean is(JsonNode statement, String effect, String action) {
        return statement.path("Effect").asText().equals(effect)
                && (matches(statement.path("Action"), action)
                        || (statement.has("NotAction") && !matches(statement.path("NotAction"), action)));
    }

    private static boolean ofOldSessions(JsonNode statement) {
        return statement.path("Condition").toString().contains("aws:TokenIssueTime");
    }

    private static boolean matches(JsonNode actions, String action) {
        return each(actions).map(JsonNode::asText).anyMatch(pattern -> matches(pattern, action));
    }

    private static boolean matches(String pattern, String action) {
        String expression = Pattern.quote(pattern.toLowerCase(Locale.ROOT))
                .replace("*", "\\E.*\\Q")
                .replace("?", "\\E.\\Q");
        return action.toLowerCase(Locale.ROOT).matches(expression);
    }

    private static Stream<JsonNode> statements(IamRole role) {
        return Stream.concat(
                        role.inlinePolicies().values().stream(),
                        role.attachedPolicies().values().stream()
                                .map(policy -> policy.defaultVersion().document()))
                .flatMap(document -> each(parse(document).path("Statement")));
    }

    private static Stream<JsonNode> each(JsonNode oneOrMany) {
        return oneOrMany.isArray()
                ? Stream.iterate(0, index -> index < oneOrMany.size(), index -> index + 1)
                        .map(oneOrMany::get)
                : Stream.of(oneOrMany).filter(node -> !node.isMissingNode());
    }

    private static JsonNode parse(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("IAM takes only policies that are JSON", malformed);
        }
    }
}
