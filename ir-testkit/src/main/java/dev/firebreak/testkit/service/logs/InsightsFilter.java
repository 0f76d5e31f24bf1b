package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.logs.InsightsQuery.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The condition behind {@code filter}: comparisons, {@code like}, {@code in}, joined by {@code and}, {@code or}, {@code not}. */
final class InsightsFilter {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(/(?:[^/\\\\]|\\\\.)+/|\"[^\"]*\"|'[^']*'|!=|<=|>=|=~|[()\\[\\],=<>]|[^\\s()\\[\\],=<>!\"']+)\\s*");

    private final List<String> tokens = new ArrayList<>();
    private int next;

    InsightsFilter(String text) {
        Matcher token = TOKEN.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (!token.find(position) || token.start() != position) {
                throw InsightsQuery.malformed(text.substring(position));
            }
            tokens.add(token.group(1));
            position = token.end();
        }
    }

    Predicate<Row> condition() {
        Predicate<Row> all = either();
        if (next != tokens.size()) {
            throw InsightsQuery.malformed(tokens.get(next));
        }
        return all;
    }

    private Predicate<Row> either() {
        Predicate<Row> left = both();
        while (accept("or")) {
            left = left.or(both());
        }
        return left;
    }

    private Predicate<Row> both() {
        Predicate<Row> left = single();
        while (accept("and")) {
            left = left.and(single());
        }
        return left;
    }

    private Predicate<Row> single() {
        if (accept("not")) {
            return single().negate();
        }
        if (accept("(")) {
            Predicate<Row> inner = either();
            expect(")");
            return inner;
        }
        if (accept("ispresent")) {
            expect("(");
            String field = take();
            expect(")");
            return row -> !row.get(field).isEmpty();
        }
        return comparison(take());
    }

    private Predicate<Row> comparison(String field) {
        boolean negated = accept("not");
        String operator = take().toLowerCase(Locale.ROOT);
        Predicate<Row> found =
                switch (operator) {
                    case "like", "=~" -> like(field, take());
                    case "in" -> in(field);
                    case "=", "!=", "<", "<=", ">", ">=" -> compared(field, operator, unquoted(take()));
                    default -> throw InsightsQuery.malformed(operator);
                };
        return negated ? found.negate() : found;
    }

    private static Predicate<Row> like(String field, String wanted) {
        Pattern pattern = wanted.startsWith("/")
                ? Pattern.compile(wanted.substring(1, wanted.length() - 1))
                : Pattern.compile(Pattern.quote(unquoted(wanted)));
        return row -> pattern.matcher(row.get(field)).find();
    }

    private Predicate<Row> in(String field) {
        expect("[");
        var values = new ArrayList<String>();
        while (!accept("]")) {
            String value = take();
            if (!value.equals(",")) {
                values.add(unquoted(value));
            }
        }
        return row -> values.contains(row.get(field));
    }

    private static Predicate<Row> compared(String field, String operator, String wanted) {
        // Unlike filter patterns, Insights knows no asterisk.
        return row -> {
            String actual = row.get(field);
            boolean same = actual.equals(wanted)
                    || (Comparison.isNumber(actual)
                            && Comparison.isNumber(wanted)
                            && Comparison.holds(actual, "=", wanted));
            return switch (operator) {
                case "=" -> same;
                case "!=" -> !same;
                default -> Comparison.holds(actual, operator, wanted);
            };
        };
    }

    private boolean accept(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equalsIgnoreCase(token);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw InsightsQuery.malformed(next < tokens.size() ? tokens.get(next) : "end of query");
        }
    }

    private String take() {
        if (next == tokens.size()) {
            throw InsightsQuery.malformed("end of query");
        }
        return tokens.get(next++);
    }

    private static String unquoted(String token) {
        return token.matches("(?s)\".*\"|'.*'") ? token.substring(1, token.length() - 1) : token;
    }
}
