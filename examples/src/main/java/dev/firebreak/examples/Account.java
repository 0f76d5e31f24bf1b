package dev.firebreak.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.StepResult;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Tells a person, line by line, what is going on. */
final class Account {
    private final PrintStream out;
    private int total;
    private int done;

    Account(PrintStream out) {
        this.out = out;
    }

    void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments).replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?"));
    }

    /** A text of several lines, which has no control characters. */
    void text(String text) {
        out.print(text);
    }

    /** Begins to count steps. */
    synchronized void heading(String title, int steps) {
        total = steps;
        done = 0;
        line("%s, %d steps", title, steps);
    }

    /** One more step has ended. */
    synchronized void step(StepResult result) {
        done++;
        int bar = total == 0 ? 20 : Math.min(20, 20 * done / total);
        String message = result.message().isEmpty() ? "" : " (" + result.message() + ")";
        line(
                "  [%s%s] %2d/%d  %-9s %s%s",
                "#".repeat(bar),
                ".".repeat(20 - bar),
                done,
                total,
                result.status().name().toLowerCase(Locale.ROOT),
                result.step().summary(),
                message);
    }

    /** Shows in what the world differs from before. */
    void differences(JsonNode before, JsonNode after) {
        List<String> differences = new ArrayList<>();
        compare("", before, after, differences);
        if (differences.isEmpty()) {
            line("World     exactly as before");
            return;
        }
        line("World     as before, but for the evidence that stays:");
        differences.forEach(difference -> line("  %s", difference));
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<String> differences) {
        if (before.equals(after)) {
            return;
        }
        if (!before.isObject() || !after.isObject()) {
            differences.add(
                    path + (before.isMissingNode() ? " is new" : after.isMissingNode() ? " is gone" : " has changed"));
            return;
        }
        var names = new TreeSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.forEach(name -> compare(path + "/" + name, before.path(name), after.path(name), differences));
    }
}
