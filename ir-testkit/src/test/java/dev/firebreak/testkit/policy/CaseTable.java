package dev.firebreak.testkit.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Cases in a text file beside this class: one a line, its columns separated by semicolons, under the page that each comes from. */
final class CaseTable {
    private CaseTable() {}

    /**
     * One case.
     *
     * @param columns its columns, the first of which is its name
     * @param source the page of the AWS documentation that it comes from
     */
    record Case(List<String> columns, String source) {
        String column(int number) {
            return columns.get(number);
        }

        @Override
        public String toString() {
            return columns.get(0) + " (" + source + ")";
        }
    }

    static Stream<Case> read(String file, int columns) {
        List<Case> cases = new ArrayList<>();
        String source = "";
        for (String line : text(file).lines().toList()) {
            if (line.startsWith("source ")) {
                source = line.substring("source ".length());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Case read = new Case(List.of(line.split(" +; +")), source);
                if (read.columns().size() != columns) {
                    throw new IllegalStateException("Invalid case: " + line + " (must have " + columns + " columns)");
                }
                cases.add(read);
            }
        }
        return cases.stream();
    }

    private static String text(String file) {
        try (InputStream stream = Objects.requireNonNull(CaseTable.class.getResourceAsStream(file), file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
