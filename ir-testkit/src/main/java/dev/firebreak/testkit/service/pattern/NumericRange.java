package dev.firebreak.testkit.service.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** A comparison of numbers, such as {@code [">", 0, "<=", 5]}. */
final class NumericRange {
    private static final Map<String, IntPredicate> OPERATORS = Map.of(
            "=", order -> order == 0,
            "<", order -> order < 0,
            "<=", order -> order <= 0,
            ">", order -> order > 0,
            ">=", order -> order >= 0);

    private NumericRange() {}

    static ValueTest parse(JsonNode wanted) {
        if (!wanted.isArray() || wanted.isEmpty()) {
            throw new InvalidPatternException("Value of numeric must be an array.");
        }
        if (wanted.size() != 2 && wanted.size() != 4) {
            throw new InvalidPatternException("Too many elements in numeric expression");
        }
        List<Predicate<BigDecimal>> bounds = new ArrayList<>();
        for (int position = 0; position < wanted.size(); position += 2) {
            bounds.add(bound(wanted.get(position), wanted.get(position + 1)));
        }
        if (wanted.size() == 4) {
            checkRange(wanted);
        }
        return value -> value.isNumber() && bounds.stream().allMatch(bound -> bound.test(value.decimalValue()));
    }

    private static Predicate<BigDecimal> bound(JsonNode operator, JsonNode limit) {
        IntPredicate test = OPERATORS.get(operator.asText());
        if (!operator.isTextual() || test == null) {
            throw new InvalidPatternException("Unrecognized numeric range operator: " + operator.asText());
        }
        if (!limit.isNumber()) {
            throw new InvalidPatternException("Value of " + operator.asText() + " must be numeric");
        }
        BigDecimal number = limit.decimalValue();
        return value -> test.test(value.compareTo(number));
    }

    private static void checkRange(JsonNode wanted) {
        boolean lowerFirst =
                wanted.get(0).asText().startsWith(">") && wanted.get(2).asText().startsWith("<");
        if (!lowerFirst) {
            throw new InvalidPatternException(
                    "Bad numeric range operator: " + wanted.get(2).asText());
        }
        if (wanted.get(1).decimalValue().compareTo(wanted.get(3).decimalValue()) >= 0) {
            throw new InvalidPatternException("Bottom must be less than top");
        }
    }
}
