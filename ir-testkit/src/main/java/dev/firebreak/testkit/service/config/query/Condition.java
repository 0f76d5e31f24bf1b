package dev.firebreak.testkit.service.config.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads what follows {@code WHERE}. */
final class Condition {
    private final Words words;

    private Condition(Words words) {
        this.words = words;
    }

    static Predicate<JsonNode> read(Words words) {
        return new Condition(words).any();
    }

    private Predicate<JsonNode> any() {
        Predicate<JsonNode> all = all();
        while (words.skip("OR")) {
            all = all.or(all());
        }
        return all;
    }

    private Predicate<JsonNode> all() {
        Predicate<JsonNode> one = one();
        while (words.skip("AND")) {
            one = one.and(one());
        }
        return one;
    }

    private Predicate<JsonNode> one() {
        if (words.skip("NOT")) {
            return one().negate();
        }
        if (words.skip("(")) {
            Predicate<JsonNode> inner = any();
            words.expect(")");
            return inner;
        }
        return comparison(words.property());
    }

    private Predicate<JsonNode> comparison(String property) {
        if (words.skip("NOT")) {
            return comparison(property).negate();
        }
        if (words.skip("IN")) {
            List<String> values = values();
            return item -> Properties.texts(item, property).stream().anyMatch(values::contains);
        }
        if (words.skip("LIKE")) {
            String prefix = prefix(words.value());
            return item -> Properties.texts(item, property).stream().anyMatch(text -> text.startsWith(prefix));
        }
        if (words.skip("BETWEEN")) {
            String least = words.value();
            words.expect("AND");
            String most = words.value();
            return item -> Properties.texts(item, property).stream()
                    .anyMatch(text -> compare(text, least) >= 0 && compare(text, most) <= 0);
        }
        Predicate<Integer> order = order(words.take());
        String value = words.value();
        return item -> Properties.texts(item, property).stream().anyMatch(text -> order.test(compare(text, value)));
    }

    private List<String> values() {
        words.expect("(");
        var values = new ArrayList<String>();
        do {
            values.add(words.value());
        } while (words.skip(","));
        words.expect(")");
        return values;
    }

    /** Only a wildcard at the end is simulated. */
    private static String prefix(String pattern) {
        String prefix = pattern.endsWith("%") ? pattern.substring(0, pattern.length() - 1) : pattern;
        if (prefix.contains("%") || prefix.contains("_") || prefix.equals(pattern)) {
            throw Words.invalid("This fake simulates LIKE with one % at the end only, not: " + pattern);
        }
        return prefix;
    }

    private static Predicate<Integer> order(String operator) {
        return switch (operator) {
            case "=" -> sign -> sign == 0;
            case "<" -> sign -> sign < 0;
            case ">" -> sign -> sign > 0;
            case "<=" -> sign -> sign <= 0;
            case ">=" -> sign -> sign >= 0;
            default -> throw Words.invalid("Not an operator: " + operator);
        };
    }

    static int compare(String left, String right) {
        String number = "-?\\d+(\\.\\d+)?";
        return left.matches(number) && right.matches(number)
                ? new BigDecimal(left).compareTo(new BigDecimal(right))
                : left.compareTo(right);
    }
}
