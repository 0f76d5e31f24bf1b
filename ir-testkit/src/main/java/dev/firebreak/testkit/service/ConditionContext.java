package dev.firebreak.testkit.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The condition keys of one request, against which the conditions of a policy's statement are judged. */
public final class ConditionContext {
    private static final String IF_EXISTS = "IfExists";
    private static final Map<String, BiPredicate<String, String>> OPERATORS = Map.ofEntries(
            Map.entry("StringEquals", String::equals),
            Map.entry("StringEqualsIgnoreCase", String::equalsIgnoreCase),
            Map.entry("StringLike", Wildcards::matches),
            Map.entry("ArnEquals", Wildcards::matches),
            Map.entry("ArnLike", Wildcards::matches),
            Map.entry("Bool", String::equalsIgnoreCase),
            Map.entry("DateLessThan", (wanted, actual) -> compare(actual, wanted) < 0),
            Map.entry("DateLessThanEquals", (wanted, actual) -> compare(actual, wanted) <= 0),
            Map.entry("DateGreaterThan", (wanted, actual) -> compare(actual, wanted) > 0),
            Map.entry("DateGreaterThanEquals", (wanted, actual) -> compare(actual, wanted) >= 0),
            Map.entry("DateEquals", (wanted, actual) -> compare(actual, wanted) == 0));
    private static final Map<String, String> NEGATED = Map.of(
            "StringNotEquals", "StringEquals",
            "StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase",
            "StringNotLike", "StringLike",
            "ArnNotEquals", "ArnEquals",
            "ArnNotLike", "ArnLike",
            "DateNotEquals", "DateEquals");

    private final SortedMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Gives a key a value; a key without one is absent. */
    public ConditionContext with(String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(key, value);
        }
        return this;
    }

    /**
     * Whether every condition of the statement holds. What cannot be judged makes an Allow not apply, and a Deny apply: a fake
     * must not be kinder than AWS.
     */
    public boolean satisfies(ObjectNode statement) {
        boolean unknown = statement.path("Effect").asText().equals("Deny");
        for (Map.Entry<String, JsonNode> operator : statement.path("Condition").properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                if (!holds(operator.getKey(), key.getKey(), PolicyDocuments.texts(key.getValue()), unknown)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean holds(String operator, String key, List<String> wanted, boolean unknown) {
        String actual = values.get(key);
        if (operator.equals("Null")) {
            return wanted.stream().anyMatch(value -> Boolean.parseBoolean(value) == (actual == null));
        }
        String plain =
                operator.endsWith(IF_EXISTS) ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
        boolean negated = NEGATED.containsKey(plain);
        BiPredicate<String, String> test = OPERATORS.get(NEGATED.getOrDefault(plain, plain));
        if (test == null) {
            return unknown;
        }
        if (actual == null) {
            return negated || operator.endsWith(IF_EXISTS);
        }
        return wanted.stream().anyMatch(value -> test.test(value, actual)) != negated;
    }

    private static int compare(String left, String right) {
        try {
            return instant(left).compareTo(instant(right));
        } catch (DateTimeParseException notDates) {
            return left.compareTo(right);
        }
    }

    private static Instant instant(String text) {
        return text.matches("[0-9]+")
                ? Instant.ofEpochSecond(Long.parseLong(text))
                : OffsetDateTime.parse(text).toInstant();
    }
}
