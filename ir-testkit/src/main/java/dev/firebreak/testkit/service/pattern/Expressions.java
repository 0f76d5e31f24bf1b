package dev.firebreak.testkit.service.pattern;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The match expressions of patterns. */
final class Expressions {
    static final Map<String, Function<JsonNode, ValueTest>> BY_NAME = Map.of(
            "prefix", wanted -> ValueTest.text(affix("prefix", wanted)),
            "suffix", wanted -> ValueTest.text(affix("suffix", wanted)),
            "equals-ignore-case", wanted -> ValueTest.text(ignoringCase("equals-ignore-case", wanted)),
            "wildcard", wanted -> ValueTest.text(Wildcard.parse(text("wildcard", wanted))),
            "cidr", wanted -> ValueTest.text(CidrBlock.parse(text("cidr", wanted))),
            "numeric", NumericRange::parse,
            "exists", Expressions::exists,
            "anything-but", Expressions::anythingBut);

    private static final Map<String, Function<JsonNode, Predicate<String>>> NEGATABLE = Map.of(
            "prefix", wanted -> affix("prefix", wanted),
            "suffix", wanted -> affix("suffix", wanted),
            "equals-ignore-case", wanted -> ignoringCase("equals-ignore-case", wanted),
            "wildcard", wanted -> Wildcard.parse(text("wildcard", wanted)));

    private Expressions() {}

    static String text(String expression, JsonNode wanted) {
        if (!wanted.isTextual()) {
            throw new InvalidPatternException(expression + " match pattern must be a string");
        }
        return wanted.asText();
    }

    private static Predicate<String> affix(String kind, JsonNode wanted) {
        boolean anyCase = wanted.isObject() && wanted.size() == 1 && wanted.has("equals-ignore-case");
        String text = text(kind, anyCase ? wanted.get("equals-ignore-case") : wanted);
        if (text.isEmpty() && !anyCase) {
            throw new InvalidPatternException("Null " + kind + " not allowed");
        }
        String folded = anyCase ? fold(text) : text;
        return value -> {
            String other = anyCase ? fold(value) : value;
            return kind.equals("prefix") ? other.startsWith(folded) : other.endsWith(folded);
        };
    }

    private static Predicate<String> ignoringCase(String kind, JsonNode wanted) {
        String text = fold(text(kind, wanted));
        return value -> fold(value).equals(text);
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static ValueTest exists(JsonNode wanted) {
        if (!wanted.isBoolean()) {
            throw new InvalidPatternException("exists match pattern must be either true or false.");
        }
        boolean there = wanted.booleanValue();
        return new ValueTest() {
            @Override
            public boolean holds(JsonNode value) {
                return there;
            }

            @Override
            public boolean holdsForAbsent() {
                return !there;
            }
        };
    }

    private static ValueTest anythingBut(JsonNode excluded) {
        if (excluded.isObject()) {
            return anythingButExpression(excluded);
        }
        List<ValueTest> literals = new ArrayList<>();
        for (JsonNode value : excluded.isArray() ? excluded : List.of(excluded)) {
            if (!value.isTextual() && !value.isNumber()) {
                throw new InvalidPatternException("Inside anything but list, start|null|boolean is not supported.");
            }
            literals.add(ValueTest.literal(value));
        }
        if (literals.isEmpty()) {
            throw new InvalidPatternException("Empty arrays are not allowed");
        }
        return value -> literals.stream().noneMatch(literal -> literal.holds(value));
    }

    private static ValueTest anythingButExpression(JsonNode excluded) {
        if (excluded.size() != 1) {
            throw new InvalidPatternException("Only one key allowed in match expression");
        }
        Map.Entry<String, JsonNode> expression =
                excluded.properties().iterator().next();
        Function<JsonNode, Predicate<String>> reader = NEGATABLE.get(expression.getKey());
        if (reader == null) {
            throw new InvalidPatternException("Unsupported anything-but pattern: " + expression.getKey());
        }
        List<Predicate<String>> tests = new ArrayList<>();
        for (JsonNode wanted :
                expression.getValue().isArray() ? expression.getValue() : List.of(expression.getValue())) {
            tests.add(reader.apply(wanted));
        }
        return ValueTest.text(value -> tests.stream().noneMatch(test -> test.test(value)));
    }
}
