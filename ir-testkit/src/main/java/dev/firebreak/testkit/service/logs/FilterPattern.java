package dev.firebreak.testkit.service.logs;

import org.jspecify.annotations.Nullable;

/**
 * A filter pattern of CloudWatch Logs.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter pattern syntax</a>
 */
interface FilterPattern {
    /** Whether a message is let through. */
    boolean matches(String message);

    /** The text that a message has at {@code $.field} or {@code $field}; empty when there is none. */
    default String extract(String selector, String message) {
        return "";
    }

    /** Reads a pattern; an empty one lets everything through. */
    static FilterPattern of(@Nullable String pattern) {
        String text = pattern == null ? "" : pattern.strip();
        if (text.length() > 1024) {
            throw LogErrors.constraint(text, "filterPattern", "Member must have length less than or equal to 1024");
        }
        if (text.isEmpty()) {
            return message -> true;
        }
        return switch (text.charAt(0)) {
            case '{' -> new JsonPattern(text);
            case '[' -> new ColumnPattern(text);
            default -> new TermPattern(text);
        };
    }
}
