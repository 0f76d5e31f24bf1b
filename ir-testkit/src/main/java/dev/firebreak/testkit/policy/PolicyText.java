package dev.firebreak.testkit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of a policy, in which variables such as {@code ${aws:username}} stand for values of the request.
 *
 * <p>See "IAM policy elements: Variables and tags" in the IAM User Guide.
 */
final class PolicyText {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern WITH_DEFAULT = Pattern.compile("\\s*([^,]+?)\\s*,\\s*'(.*)'\\s*");

    private final List<Part> parts;

    private PolicyText(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * One part.
     *
     * @param text the text itself, or the value of a variable whose key the request lacks; null when it has none
     * @param key the key of a variable; empty for plain text
     */
    private record Part(Optional<String> text, String key) {}

    /** A text without variables. */
    static PolicyText plain(String text, boolean wildcards) {
        return new PolicyText(List.of(literal(text, wildcards)));
    }

    /** A text with variables. */
    static PolicyText withVariables(String text, boolean wildcards) {
        List<Part> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        while (variable.find()) {
            parts.add(literal(text.substring(end, variable.start()), wildcards));
            parts.add(variable(variable.group(1)));
            end = variable.end();
        }
        parts.add(literal(text.substring(end), wildcards));
        return new PolicyText(List.copyOf(parts));
    }

    private static Part literal(String text, boolean wildcards) {
        return new Part(Optional.of(wildcards ? Glob.pattern(text) : text), "");
    }

    private static Part variable(String name) {
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
            return new Part(Optional.of(name), "");
        }
        Matcher withDefault = WITH_DEFAULT.matcher(name);
        return withDefault.matches()
                ? new Part(Optional.of(withDefault.group(2)), withDefault.group(1))
                : new Part(Optional.empty(), name.strip());
    }

    /** The keys that the text asks for. */
    List<String> keys() {
        return parts.stream().map(Part::key).filter(key -> !key.isEmpty()).toList();
    }

    /** The text for one request; empty when that lacks a value for a variable, or has several. */
    Optional<String> in(RequestContext context) {
        if (parts.size() == 1) {
            return parts.get(0).text();
        }
        var text = new StringBuilder();
        for (Part part : parts) {
            List<String> values = part.key().isEmpty() ? List.of() : context.values(part.key());
            Optional<String> value = values.size() == 1 ? Optional.of(values.get(0)) : part.text();
            if (value.isEmpty() || values.size() > 1) {
                return Optional.empty();
            }
            text.append(value.get());
        }
        return Optional.of(text.toString());
    }
}
