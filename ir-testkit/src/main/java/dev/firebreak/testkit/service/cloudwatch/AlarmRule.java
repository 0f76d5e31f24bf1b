package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.world.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rule of a composite alarm: {@code ALARM("a") AND NOT (OK("b") OR INSUFFICIENT_DATA("c"))}. */
final class AlarmRule {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(ALARM|OK|INSUFFICIENT_DATA|AND|OR|NOT|TRUE|FALSE|\"[^\"]+\"|[()]|[^\\s()\"]+)\\s*");

    private final List<String> tokens = new ArrayList<>();
    private final Predicate<Region> rule;
    private int next;

    private AlarmRule(String text) {
        Matcher token = TOKEN.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (!token.find(position) || token.start() != position) {
                throw malformed();
            }
            tokens.add(token.group(1));
            position = token.end();
        }
        rule = either();
        if (next != tokens.size()) {
            throw malformed();
        }
    }

    static AlarmRule of(@Nullable String text) {
        return new AlarmRule(MetricErrors.required(text, "AlarmRule"));
    }

    boolean holds(Region region) {
        return rule.test(region);
    }

    private Predicate<Region> either() {
        Predicate<Region> left = both();
        while (accept("OR")) {
            left = left.or(both());
        }
        return left;
    }

    private Predicate<Region> both() {
        Predicate<Region> left = single();
        while (accept("AND")) {
            left = left.and(single());
        }
        return left;
    }

    private Predicate<Region> single() {
        if (accept("NOT")) {
            return single().negate();
        }
        if (accept("(")) {
            Predicate<Region> inner = either();
            expect(")");
            return inner;
        }
        String function = take();
        return switch (function) {
            case "TRUE" -> region -> true;
            case "FALSE" -> region -> false;
            case "ALARM", "OK", "INSUFFICIENT_DATA" -> state(function);
            default -> throw malformed();
        };
    }

    private Predicate<Region> state(String state) {
        expect("(");
        String named = take().replace("\"", "");
        expect(")");
        String name = named.startsWith("arn:") ? named.substring(named.indexOf(":alarm:") + 7) : named;
        return region -> {
            StoredAlarm alarm = AlarmState.of(region).alarms().get(name);
            return alarm != null && alarm.state().value().toString().equals(state);
        };
    }

    private boolean accept(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw malformed();
        }
    }

    private String take() {
        if (next == tokens.size()) {
            throw malformed();
        }
        return tokens.get(next++);
    }

    private static RuntimeException malformed() {
        return MetricErrors.validation("Invalid AlarmRule: the rule is not well-formed.");
    }
}
