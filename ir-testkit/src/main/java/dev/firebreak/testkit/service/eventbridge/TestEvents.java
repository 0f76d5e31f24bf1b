package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.pattern.EventPattern;
import dev.firebreak.testkit.service.pattern.InvalidPatternException;
import java.util.List;

/** Reads the events that TestEventPattern is given, which must have all fields of the envelope that no detail replaces. */
final class TestEvents {
    private static final List<String> MANDATORY =
            List.of("id", "account", "source", "time", "region", "resources", "detail-type");

    private TestEvents() {}

    static JsonNode read(String json) {
        JsonNode event;
        try {
            event = EventPattern.read(json);
        } catch (InvalidPatternException notJson) {
            throw EventBridgeErrors.validation("Parameter Event is not valid. Reason: %s", notJson.reason());
        }
        for (String field : MANDATORY) {
            if (!event.has(field)) {
                throw EventBridgeErrors.validation(
                        "Parameter Event is not valid. Reason: Event must contain %s.", field);
            }
        }
        return event;
    }
}
