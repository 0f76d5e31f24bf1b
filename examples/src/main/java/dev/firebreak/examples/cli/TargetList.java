package dev.firebreak.examples.cli;

import dev.firebreak.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** A list of targets, one a line; what follows a {@code #} is a comment. */
final class TargetList {
    private TargetList() {}

    /** All of them; an {@link IllegalArgumentException} names the first line that is wrong. */
    static List<Target> read(Reader source) {
        var targets = new ArrayList<Target>();
        try {
            var lines = new BufferedReader(source);
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String name = line.replaceFirst("#.*", "").strip();
                if (!name.isEmpty()) {
                    targets.add(parse(number, name));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read the list of targets: " + e.getMessage(), e);
        }
        return targets;
    }

    private static Target parse(int line, String name) {
        try {
            return TargetName.parse(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot read the list of targets: line " + line + ": " + e.getMessage(), e);
        }
    }
}
