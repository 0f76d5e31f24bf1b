package dev.firebreak.testkit.service.logs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.AwsError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A query of CloudWatch Logs Insights: {@code fields}, {@code display}, {@code filter}, {@code sort} and {@code limit}. Other
 * commands are refused as malformed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html">Query syntax</a>
 */
final class InsightsQuery {
    private static final int MOST = 10_000;
    private static final Pattern COMMAND = Pattern.compile("(?:/(?:[^/\\\\]|\\\\.)+/|\"[^\"]*\"|'[^']*'|[^|\"'/])+");

    private List<String> fields = List.of("@timestamp", "@message");
    private Predicate<Row> filter = row -> true;
    private Comparator<Row> order = Comparator.comparing(Row::time).reversed();
    private int limit;

    /** A log event in the eyes of a query. */
    record Row(Map<String, String> fixed, JsonNode json) {
        String get(String field) {
            String known = fixed.get(field);
            if (known != null) {
                return known;
            }
            JsonNode found = JsonPattern.at(json, "$." + field.replace("`", ""));
            return found.isMissingNode() || found.isContainerNode() ? "" : found.asText();
        }

        String time() {
            return get("@timestamp");
        }
    }

    InsightsQuery(String text, int limit) {
        this.limit = limit;
        Matcher command = COMMAND.matcher(text);
        while (command.find()) {
            String stripped = command.group().strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                apply(stripped);
            }
        }
    }

    private void apply(String command) {
        String[] parts = command.split("\\s+", 2);
        if (parts.length < 2) {
            throw malformed(command);
        }
        switch (parts[0]) {
            case "fields", "display" ->
                fields = Stream.of(parts[1].split(",")).map(String::strip).toList();
            case "filter" -> filter = filter.and(new InsightsFilter(parts[1]).condition());
            case "sort" -> order = order(parts[1].strip().split("\\s+"));
            case "limit" -> limit = Math.min(limit, number(parts[1].strip()));
            default -> throw malformed(parts[0]);
        }
    }

    private static Comparator<Row> order(String[] words) {
        Comparator<Row> ascending = (left, right) -> compare(left.get(words[0]), right.get(words[0]));
        return words.length > 1 && words[1].equalsIgnoreCase("asc") ? ascending : ascending.reversed();
    }

    private static int compare(String left, String right) {
        return Comparison.isNumber(left) && Comparison.isNumber(right)
                ? Double.compare(Double.parseDouble(left), Double.parseDouble(right))
                : left.compareTo(right);
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MOST) {
            throw malformed(text);
        }
        return Integer.parseInt(text);
    }

    static AwsError malformed(String where) {
        return AwsError.of("MalformedQueryException", "unexpected symbol found %s", where);
    }

    /** The rows that the query lets through, each with its fields. */
    List<Map<String, String>> run(List<Row> rows) {
        var found = new ArrayList<Map<String, String>>();
        rows.stream().filter(filter).sorted(order).limit(limit).forEach(row -> {
            var shown = new LinkedHashMap<String, String>();
            fields.forEach(field -> {
                String value = row.get(field);
                if (!value.isEmpty()) {
                    shown.put(field, value);
                }
            });
            shown.put("@ptr", row.get("@ptr"));
            found.add(shown);
        });
        return found;
    }

    /** How many rows the filter lets through, whatever the limit. */
    long matching(List<Row> rows) {
        return rows.stream().filter(filter).count();
    }
}
