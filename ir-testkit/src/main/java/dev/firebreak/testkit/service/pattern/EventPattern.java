package dev.firebreak.testkit.service.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that events match or do not match.
 *
 * <p>See "Amazon EventBridge event patterns" in the EventBridge User Guide. Of an array of objects in the event, one element must match all
 * that the pattern says of it.
 */
public final class EventPattern {
    private static final String OR = "$or";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final List<Condition> conditions;

    private EventPattern(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /** What an object of the event must be like. */
    private interface Condition {
        boolean holds(@Nullable JsonNode object);
    }

    /**
     * Reads a pattern.
     *
     * @throws InvalidPatternException when it is not valid
     */
    public static EventPattern parse(String json) {
        JsonNode pattern = read(json);
        if (!pattern.isObject()) {
            throw new InvalidPatternException("Filter is not an object");
        }
        return of(pattern);
    }

    /** Reads JSON so that numbers keep the form in which they are written. */
    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new InvalidPatternException(notJson.getOriginalMessage());
        }
    }

    private static EventPattern of(JsonNode pattern) {
        if (pattern.isEmpty()) {
            throw new InvalidPatternException("Empty objects are not allowed");
        }
        List<Condition> conditions = new ArrayList<>();
        pattern.properties().forEach(field -> conditions.add(condition(field.getKey(), field.getValue())));
        return new EventPattern(conditions);
    }

    private static Condition condition(String name, JsonNode wanted) {
        if (name.equals(OR)
                && wanted.isArray()
                && wanted.size() > 1
                && wanted.get(0).isObject()) {
            return either(wanted);
        }
        if (wanted.isObject()) {
            EventPattern inner = of(wanted);
            return object -> inner.matchesValue(object == null ? null : object.get(name));
        }
        if (!wanted.isArray()) {
            throw new InvalidPatternException("\"" + name + "\" must be an object or an array");
        }
        if (wanted.isEmpty()) {
            throw new InvalidPatternException("Empty arrays are not allowed");
        }
        List<ValueTest> tests = new ArrayList<>();
        wanted.forEach(value -> tests.add(ValueTest.parse(value)));
        return object -> leaf(tests, object == null ? null : object.get(name));
    }

    private static Condition either(JsonNode alternatives) {
        List<EventPattern> patterns = new ArrayList<>();
        alternatives.forEach(alternative -> patterns.add(of(alternative)));
        return object -> patterns.stream().anyMatch(pattern -> pattern.holds(object));
    }

    /** Whether an event matches. */
    public boolean matches(JsonNode event) {
        return event.isObject() && holds(event);
    }

    private boolean holds(@Nullable JsonNode object) {
        return conditions.stream().allMatch(condition -> condition.holds(object));
    }

    private boolean matchesValue(@Nullable JsonNode value) {
        if (value != null && value.isArray()) {
            for (JsonNode element : value) {
                if (matchesValue(element)) {
                    return true;
                }
            }
            return false;
        }
        // Within an object that is not there, nothing is there: exists:false holds.
        return holds(value != null && value.isObject() ? value : null);
    }

    private static boolean leaf(List<ValueTest> tests, @Nullable JsonNode value) {
        if (value == null || value.isObject()) {
            return tests.stream().anyMatch(ValueTest::holdsForAbsent);
        }
        if (!value.isArray()) {
            return tests.stream().anyMatch(test -> test.holds(value));
        }
        for (JsonNode element : value) {
            if (leaf(tests, element)) {
                return true;
            }
        }
        return value.isEmpty() && tests.stream().anyMatch(ValueTest::holdsForAbsent);
    }
}
