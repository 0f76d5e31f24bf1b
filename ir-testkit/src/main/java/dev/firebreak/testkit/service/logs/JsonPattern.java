package dev.firebreak.testkit.service.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code { ($.eventName = "Stop*") && $.errorCode NOT EXISTS }}: conditions on a message that is JSON. */
final class JsonPattern implements FilterPattern {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|%[^%]+%|&&|\\|\\||!=|<=|>=|[()=<>]|[^\\s()=<>!&|]+)");

    private final List<String> tokens = new ArrayList<>();
    private final Predicate<JsonNode> condition;
    private int next;

    JsonPattern(String text) {
        if (!text.endsWith("}")) {
            throw LogErrors.invalid("Invalid filter pattern");
        }
        String body = text.substring(1, text.length() - 1).strip();
        Matcher token = TOKEN.matcher(body);
        int position = 0;
        while (position < body.length()) {
            if (!token.find(position) || token.start() != position) {
                throw LogErrors.invalid("Invalid filter pattern");
            }
            tokens.add(token.group(1));
            position = token.end();
        }
        condition = either();
        if (next != tokens.size()) {
            throw LogErrors.invalid("Invalid filter pattern");
        }
    }

    @Override
    public boolean matches(String message) {
        JsonNode json = parse(message);
        return json.isObject() && condition.test(json);
    }

    @Override
    public String extract(String selector, String message) {
        return at(parse(message), selector).asText();
    }

    static JsonNode parse(String message) {
        try {
            return message.startsWith("{") ? MAPPER.readTree(message) : MissingNode.getInstance();
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private Predicate<JsonNode> either() {
        Predicate<JsonNode> left = both();
        while (accept("||")) {
            left = left.or(both());
        }
        return left;
    }

    private Predicate<JsonNode> both() {
        Predicate<JsonNode> left = single();
        while (accept("&&")) {
            left = left.and(single());
        }
        return left;
    }

    private Predicate<JsonNode> single() {
        if (accept("(")) {
            Predicate<JsonNode> inner = either();
            if (!accept(")")) {
                throw LogErrors.invalid("Invalid filter pattern");
            }
            return inner;
        }
        String selector = take();
        if (!selector.startsWith("$")) {
            throw LogErrors.invalid("Invalid filter pattern");
        }
        String operator = take();
        return switch (operator) {
            case "IS" -> is(selector, take());
            case "NOT" -> {
                take();
                yield json -> at(json, selector).isMissingNode();
            }
            case "=", "!=", "<", "<=", ">", ">=" -> compared(selector, operator, unquoted(take()));
            default -> throw LogErrors.invalid("Invalid filter pattern");
        };
    }

    private static Predicate<JsonNode> is(String selector, String what) {
        return switch (what) {
            case "NULL" -> json -> at(json, selector).isNull();
            case "TRUE" -> json -> at(json, selector).asText().equals("true");
            case "FALSE" -> json -> at(json, selector).asText().equals("false");
            default -> throw LogErrors.invalid("Invalid filter pattern");
        };
    }

    private static Predicate<JsonNode> compared(String selector, String operator, String wanted) {
        return json -> {
            JsonNode value = at(json, selector);
            return value.isValueNode() && Comparison.holds(value.asText(), operator, wanted);
        };
    }

    private boolean accept(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private String take() {
        if (next == tokens.size()) {
            throw LogErrors.invalid("Invalid filter pattern");
        }
        return tokens.get(next++);
    }

    private static String unquoted(String token) {
        return token.startsWith("\"") ? token.substring(1, token.length() - 1).replace("\\\"", "\"") : token;
    }

    /** The value at {@code $.a.b[0]}. */
    static JsonNode at(JsonNode json, String selector) {
        JsonNode node = json;
        for (String step :
                selector.replaceFirst("^\\$\\.?", "").replace("[", ".[").split("\\.")) {
            node = step.matches("\\[[0-9]+\\]")
                    ? node.path(Integer.parseInt(step.substring(1, step.length() - 1)))
                    : node.path(step);
        }
        return node;
    }
}
