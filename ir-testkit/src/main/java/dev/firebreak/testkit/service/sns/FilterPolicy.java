package dev.firebreak.testkit.service.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.pattern.EventPattern;
import dev.firebreak.testkit.service.pattern.InvalidPatternException;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Filter policies, and what they are matched against. */
final class FilterPolicy {
    private static final int MOST_KEYS = 5;

    private FilterPolicy() {}

    /** Checks a policy that a subscription is to have. */
    static void check(String policy, boolean ofBody) {
        if (policy.isEmpty() || policy.equals("{}")) {
            return;
        }
        try {
            EventPattern.parse(policy);
            JsonNode json = EventPattern.read(policy);
            if (keys(json) > MOST_KEYS) {
                throw new AwsError("FilterPolicyLimitExceeded", 403, "Filter policy has too many keys");
            }
            if (!ofBody && nested(json)) {
                throw SnsErrors.invalid("Filter policy scope MessageAttributes does not support nested filter policy");
            }
        } catch (InvalidPatternException invalid) {
            throw SnsErrors.invalid("FilterPolicy: %s", invalid.reason());
        }
    }

    private static int keys(JsonNode policy) {
        int keys = 0;
        for (JsonNode value : policy) {
            keys += value.isObject() ? keys(value) : 1;
        }
        return keys;
    }

    private static boolean nested(JsonNode policy) {
        for (JsonNode value : policy) {
            if (value.isObject()) {
                return true;
            }
        }
        return false;
    }

    /** The attributes of a message as the JSON that policies are matched against. */
    static ObjectNode attributes(Map<String, MessageAttributeValue> attributes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, value) -> {
            String text = value.stringValue();
            if (text != null) {
                json.set(name, value(value.dataType(), text));
            }
        });
        return json;
    }

    private static JsonNode value(String type, String text) {
        boolean json = type.equals("Number") || type.equals("String.Array");
        return json ? EventPattern.read(text) : JsonNodeFactory.instance.textNode(text);
    }

    /** The body as JSON; a body that is none matches no policy. */
    static JsonNode body(String body) {
        try {
            return EventPattern.read(body);
        } catch (InvalidPatternException notJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
