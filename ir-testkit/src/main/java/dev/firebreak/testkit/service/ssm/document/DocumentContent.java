package dev.firebreak.testkit.service.ssm.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.testkit.service.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.StreamSupport;

/**
 * The content of a document.
 *
 * @param root the parsed JSON
 */
public record DocumentContent(JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One step of a document.
     *
     * @param name the step's name
     * @param action the plugin or action, such as {@code aws:runShellScript}
     * @param inputs what it is given, before parameters are filled in
     * @param platform the platform type that it is for; empty for any
     */
    public record Step(String name, String action, JsonNode inputs, String platform) {}

    /**
     * Parses and checks a document.
     *
     * @throws AwsError when it breaks the schema
     */
    public static DocumentContent parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw SsmErrors.badContent("at Line: " + malformed.getLocation().getLineNr());
        }
        if (!root.isObject() || !root.path("schemaVersion").isTextual()) {
            throw AwsError.of("InvalidDocumentSchemaVersion", "The version of the document schema isn't supported.");
        }
        if (!root.path("schemaVersion").asText().matches("0\\.3|1\\.[02]|2\\.[02]|1\\.0")) {
            throw AwsError.of("InvalidDocumentSchemaVersion", "The version of the document schema isn't supported.");
        }
        return new DocumentContent(root);
    }

    /** The description; empty when there is none. */
    public String description() {
        return root.path("description").asText();
    }

    /** The version of the schema. */
    public String schemaVersion() {
        return root.path("schemaVersion").asText();
    }

    /** The declared parameters, by name. */
    public Map<String, JsonNode> parameters() {
        var parameters = new LinkedHashMap<String, JsonNode>();
        root.path("parameters").properties().forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
        return parameters;
    }

    /** The steps in their order. */
    public List<Step> steps() {
        var steps = new ArrayList<Step>();
        root.path("runtimeConfig")
                .properties()
                .forEach(plugin -> plugin.getValue()
                        .path("properties")
                        .forEach(properties -> steps.add(new Step(plugin.getKey(), plugin.getKey(), properties, ""))));
        root.path("mainSteps")
                .forEach(step -> steps.add(new Step(
                        step.path("name").asText(),
                        step.path("action").asText(),
                        step.path("inputs"),
                        platform(step))));
        return steps;
    }

    private static String platform(JsonNode step) {
        return step.path("precondition").path("StringEquals").path(1).asText();
    }

    /**
     * The parameters of a run: those given, and the defaults of the others.
     *
     * @throws AwsError when one is unknown, missing or not as its pattern wants it
     */
    public Map<String, List<String>> fill(Map<String, List<String>> given) {
        Map<String, JsonNode> declared = parameters();
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw AwsError.of("InvalidParameters", "Parameter %s is not defined in the document.", name);
                });
        var filled = new LinkedHashMap<String, List<String>>();
        declared.forEach((name, rule) -> filled.put(name, value(name, rule, given)));
        return filled;
    }

    private static List<String> value(String name, JsonNode rule, Map<String, List<String>> given) {
        List<String> value = given.get(name);
        if (value == null) {
            if (!rule.has("default")) {
                throw AwsError.of("InvalidParameters", "Parameter \"%s\" is required.", name);
            }
            return texts(rule.path("default"));
        }
        String pattern = rule.path("allowedPattern").asText();
        if (!pattern.isEmpty() && !value.stream().allMatch(each -> each.matches(pattern))) {
            throw AwsError.of("InvalidParameters", "Parameter \"%s\" does not match the allowed pattern.", name);
        }
        List<String> allowed = texts(rule.path("allowedValues"));
        if (!allowed.isEmpty() && !allowed.containsAll(value)) {
            throw AwsError.of("InvalidParameters", "Parameter \"%s\" has a value that is not allowed.", name);
        }
        return value;
    }

    /** The texts of a JSON text or list of texts. */
    public static List<String> texts(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
        return node.isMissingNode() || node.isNull() ? List.of() : List.of(node.asText());
    }

    /** Fills parameters into the texts of an input; a text that is a list parameter alone becomes its elements. */
    public static List<String> render(JsonNode input, Map<String, List<String>> parameters) {
        var lines = new ArrayList<String>();
        for (String text : texts(input)) {
            String alone = text.strip().replaceFirst("^\\{\\{\\s*", "").replaceFirst("\\s*}}$", "");
            if (text.strip().startsWith("{{") && parameters.containsKey(alone)) {
                lines.addAll(parameters.get(alone));
                continue;
            }
            String filled = text;
            for (var parameter : parameters.entrySet()) {
                filled = filled.replaceAll(
                        "\\{\\{\\s*" + parameter.getKey() + "\\s*}}",
                        Matcher.quoteReplacement(String.join(" ", parameter.getValue())));
            }
            lines.add(filled);
        }
        return lines;
    }
}
