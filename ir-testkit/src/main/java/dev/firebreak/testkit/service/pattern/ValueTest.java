package dev.firebreak.testkit.service.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** What one element of a pattern's array asks of a value: a literal, or a match expression such as {@code {"prefix": "a"}}. */
interface ValueTest {
    /** Whether it holds for a scalar of the event. */
    boolean holds(JsonNode value);

    /** Whether it holds when the event has no such value. */
    default boolean holdsForAbsent() {
        return false;
    }

    /** Reads a test. */
    static ValueTest parse(JsonNode wanted) {
        if (!wanted.isObject()) {
            return literal(wanted);
        }
        if (wanted.size() != 1) {
            throw new InvalidPatternException(
                    wanted.isEmpty() ? "Match expression name not found" : "Only one key allowed in match expression");
        }
        Map.Entry<String, JsonNode> expression = wanted.properties().iterator().next();
        Function<JsonNode, ValueTest> reader = Expressions.BY_NAME.get(expression.getKey());
        if (reader == null) {
            throw new InvalidPatternException("Unrecognized match type " + expression.getKey());
        }
        return reader.apply(expression.getValue());
    }

    /** The value itself; numbers are equal when they are written alike. */
    static ValueTest literal(JsonNode wanted) {
        if (wanted.isContainerNode()) {
            throw new InvalidPatternException("Match value must be String, number, true, false, or null");
        }
        return value ->
                value.getNodeType() == wanted.getNodeType() && value.asText().equals(wanted.asText());
    }

    /** A test of texts. */
    static ValueTest text(Predicate<String> test) {
        return value -> value.isTextual() && test.test(value.asText());
    }
}
