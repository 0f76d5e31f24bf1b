package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.pattern.EventPattern;
import dev.firebreak.testkit.service.pattern.InvalidPatternException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** What a target gets of an event: all of it, a part of it, something constant, or a text with parts of it. */
final class InputTemplate {
    private static final Pattern PATH = Pattern.compile("\\$(\\.[\\w-]+|\\['[^']+'\\]|\\[\\d+\\])*");
    private static final Pattern STEP = Pattern.compile("\\.([\\w-]+)|\\['([^']+)'\\]|\\[(\\d+)\\]");
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z0-9_.-]+)>");

    private InputTemplate() {}

    static void check(Target target) {
        if (target.inputPath() != null) {
            checkPath(target.inputPath(), target.id());
        }
        if (target.inputTransformer() != null) {
            target.inputTransformer().inputPathsMap().values().forEach(path -> checkPath(path, target.id()));
        }
        if (target.input() != null) {
            try {
                EventPattern.read(target.input());
            } catch (InvalidPatternException notJson) {
                throw EventBridgeErrors.validation("Invalid JSON for Input of target %s.", target.id());
            }
        }
    }

    private static void checkPath(String path, String target) {
        if (!PATH.matcher(path).matches()) {
            throw EventBridgeErrors.validation("Invalid JSONPath for target %s: %s", target, path);
        }
    }

    static String apply(Target target, Rule rule, JsonNode event, Instant now) {
        if (target.input() != null) {
            return target.input();
        }
        if (target.inputPath() != null) {
            return find(target.inputPath(), event).toString();
        }
        if (target.inputTransformer() == null) {
            return event.toString();
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        target.inputTransformer().inputPathsMap().forEach((name, path) -> values.put(name, find(path, event)));
        JsonNodeFactory json = JsonNodeFactory.instance;
        values.put("aws.events.rule-arn", json.textNode(rule.arn()));
        values.put("aws.events.rule-name", json.textNode(rule.name()));
        values.put("aws.events.event.ingestion-time", json.textNode(now.toString()));
        values.put("aws.events.event", event);
        values.put("aws.events.event.json", event);
        return fill(target.inputTransformer().inputTemplate(), values);
    }

    private static JsonNode find(String path, JsonNode event) {
        JsonNode found = event;
        Matcher steps = STEP.matcher(path);
        while (steps.find()) {
            found = steps.group(3) != null
                    ? found.path(Integer.parseInt(steps.group(3)))
                    : found.path(steps.group(1) != null ? steps.group(1) : steps.group(2));
        }
        return found;
    }

    /** Within a text of the template a value is put as text, elsewhere as JSON; a value that is not there is an empty text. */
    private static String fill(String template, Map<String, JsonNode> values) {
        var filled = new StringBuilder();
        Matcher holes = PLACEHOLDER.matcher(template);
        int end = 0;
        while (holes.find()) {
            filled.append(template, end, holes.start());
            boolean quoted = quotes(template, holes.start()) % 2 == 1;
            filled.append(value(values.get(holes.group(1)), quoted));
            end = holes.end();
        }
        return filled.append(template.substring(end)).toString();
    }

    private static String value(@Nullable JsonNode value, boolean quoted) {
        if (value == null || value.isMissingNode()) {
            return quoted ? "" : "\"\"";
        }
        if (!quoted) {
            return value.toString();
        }
        String json = value.isTextual() ? value.toString() : value.asText(value.toString());
        String text = value.isContainerNode() ? value.toString().replace("\"", "\\\"") : json;
        return value.isTextual() ? text.substring(1, text.length() - 1) : text;
    }

    private static long quotes(String template, int until) {
        long count = 0;
        for (int position = 0; position < until; position++) {
            boolean escaped = position > 0 && template.charAt(position - 1) == '\\';
            count += template.charAt(position) == '"' && !escaped ? 1 : 0;
        }
        return count;
    }
}
