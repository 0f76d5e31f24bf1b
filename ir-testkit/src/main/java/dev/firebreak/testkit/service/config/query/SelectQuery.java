package dev.firebreak.testkit.service.config.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An advanced query: {@code SELECT properties WHERE condition GROUP BY property ORDER BY property}, with {@code COUNT(*)} as its
 * only aggregation (AWS Config Developer Guide, "Query components").
 */
public final class SelectQuery {
    private static final String COUNT = "COUNT(*)";

    private final List<String> fields = new ArrayList<>();
    private Predicate<JsonNode> condition = item -> true;
    private String group = "";
    private String order = "";
    private boolean descending;

    private SelectQuery(Words words) {
        words.expect("SELECT");
        do {
            fields.add(field(words));
        } while (words.skip(","));
        if (words.skip("WHERE")) {
            condition = Condition.read(words);
        }
        if (words.skip("GROUP")) {
            words.expect("BY");
            group = words.property();
        }
        if (words.skip("ORDER")) {
            words.expect("BY");
            order = words.property();
            descending = words.skip("DESC");
            boolean ascending = words.skip("ASC");
            if (descending && ascending) {
                throw Words.invalid("The order is both descending and ascending");
            }
        }
        if (!words.peek().isEmpty()) {
            throw Words.invalid("Cannot read the expression at: " + words.peek());
        }
        if (fields.contains(COUNT) ? !countsWell() : !group.isEmpty()) {
            throw Words.invalid("COUNT(*) goes with the property of GROUP BY, and GROUP BY with COUNT(*)");
        }
    }

    private boolean countsWell() {
        return fields.stream().allMatch(field -> field.equals(COUNT) || field.equals(group));
    }

    /**
     * Reads a query.
     *
     * @throws dev.firebreak.testkit.service.AwsError when it is malformed, or of a kind that is not simulated
     */
    public static SelectQuery parse(String expression) {
        return new SelectQuery(new Words(expression.strip()));
    }

    private static String field(Words words) {
        if (words.skip("*")) {
            return "*";
        }
        String property = words.property();
        if (!words.skip("(")) {
            return property;
        }
        if (!property.equalsIgnoreCase("COUNT") || !words.skip("*") || !words.skip(")")) {
            throw Words.invalid("This fake simulates no aggregation but COUNT(*): " + property);
        }
        return COUNT;
    }

    /** The properties that are asked for. */
    public List<String> fields() {
        return List.copyOf(fields);
    }

    /** The answers among items, each in its JSON form. */
    public List<ObjectNode> run(List<ObjectNode> items) {
        List<ObjectNode> found = items.stream().filter(condition).toList();
        if (fields.contains(COUNT)) {
            return counted(found);
        }
        var sorted = new ArrayList<>(found);
        if (!order.isEmpty()) {
            Comparator<ObjectNode> by =
                    Comparator.comparing(item -> String.join(",", Properties.texts(item, order)), Condition::compare);
            sorted.sort(descending ? by.reversed() : by);
        }
        return sorted.stream().map(this::answer).toList();
    }

    private ObjectNode answer(ObjectNode item) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> {
            if (field.equals("*")) {
                answer.setAll(item);
            } else {
                Properties.copy(item, field, answer);
            }
        });
        return answer;
    }

    private List<ObjectNode> counted(List<ObjectNode> found) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (group.isEmpty()) {
            counts.put("", found.size());
        } else {
            found.forEach(item -> counts.merge(String.join(",", Properties.texts(item, group)), 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .map(entry -> {
                    ObjectNode answer = JsonNodeFactory.instance.objectNode().put(COUNT, entry.getValue());
                    return group.isEmpty() ? answer : answer.put(group, entry.getKey());
                })
                .toList();
    }
}
