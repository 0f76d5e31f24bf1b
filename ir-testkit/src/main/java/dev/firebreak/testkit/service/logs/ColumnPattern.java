package dev.firebreak.testkit.service.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code [ip, user, ..., status = 4*, bytes > 1000]}: the words of a message by their place. */
final class ColumnPattern implements FilterPattern {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\[([^\\]]*)\\]|(\\S+)");
    private static final Pattern CONDITION = Pattern.compile("([\\w$]+)\\s*(!=|<=|>=|=|<|>)\\s*\"?([^\"]*?)\"?");

    private final List<Column> columns = new ArrayList<>();

    /** A column: its name, and the conditions of which one must hold; none when any value does. */
    private record Column(String name, List<List<Test>> tests) {
        boolean takes(String word) {
            return tests.isEmpty()
                    || tests.stream()
                            .anyMatch(all -> all.stream()
                                    .allMatch(test -> Comparison.holds(word, test.operator(), test.value())));
        }
    }

    private record Test(String operator, String value) {}

    ColumnPattern(String text) {
        if (!text.endsWith("]")) {
            throw LogErrors.invalid("Invalid filter pattern");
        }
        for (String column : text.substring(1, text.length() - 1).split(",")) {
            columns.add(column(column.strip()));
        }
    }

    private static Column column(String text) {
        if (text.equals("...") || text.matches("\\w*")) {
            return new Column(text, List.of());
        }
        var either = new ArrayList<List<Test>>();
        String name = "";
        for (String alternative : text.split("\\|\\|")) {
            var all = new ArrayList<Test>();
            for (String condition : alternative.split("&&")) {
                Matcher parts = CONDITION.matcher(condition.strip());
                if (!parts.matches()) {
                    throw LogErrors.invalid("Invalid filter pattern");
                }
                name = parts.group(1);
                all.add(new Test(parts.group(2), parts.group(3)));
            }
            either.add(all);
        }
        return new Column(name, either);
    }

    @Override
    public boolean matches(String message) {
        List<String> words = aligned(message);
        if (words.size() != columns.size()) {
            return false;
        }
        for (int place = 0; place < words.size(); place++) {
            if (!columns.get(place).takes(words.get(place))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String extract(String selector, String message) {
        List<String> words = aligned(message);
        for (int place = 0; place < Math.min(words.size(), columns.size()); place++) {
            if (("$" + columns.get(place).name()).equals(selector)) {
                return words.get(place);
            }
        }
        return "";
    }

    /** The words of a message by column; the dots take as many as are left. */
    private List<String> aligned(String message) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(message);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        int dots = -1;
        for (int place = 0; place < columns.size(); place++) {
            dots = columns.get(place).name().equals("...") ? place : dots;
        }
        int surplus = words.size() - columns.size() + 1;
        if (dots < 0 || surplus < 0) {
            return words;
        }
        String skipped = String.join(" ", words.subList(dots, dots + surplus));
        words.subList(dots, dots + surplus).clear();
        words.add(dots, skipped);
        return words;
    }
}
