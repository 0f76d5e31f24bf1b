package dev.firebreak.testkit.service.ssm.rate;

import dev.firebreak.testkit.service.ssm.document.SsmErrors;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a command or an automation with many targets, each a number or a percentage of the targets.
 *
 * @param maxConcurrency how many targets at a time
 * @param maxErrors how many errors are allowed; one more, and no further target is begun
 */
public record RateControl(String maxConcurrency, String maxErrors) {
    private static final String CONCURRENCY = "^([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)$";
    private static final String ERRORS = "^([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)$";

    /**
     * The limits that a request names.
     *
     * @param usual how many targets at a time when it names none
     * @throws dev.firebreak.testkit.service.AwsError when one is neither a number nor a percentage
     */
    public static RateControl of(@Nullable String concurrency, String usual, @Nullable String errors) {
        return new RateControl(
                checked("maxConcurrency", concurrency, usual, CONCURRENCY), checked("maxErrors", errors, "0", ERRORS));
    }

    private static String checked(String member, @Nullable String value, String usual, String pattern) {
        if (value == null) {
            return usual;
        }
        if (!value.matches(pattern) || value.length() > 7) {
            throw SsmErrors.validation(member, value, "Member must satisfy regular expression pattern: " + pattern);
        }
        return value;
    }

    /** How many of so many targets are worked on at a time: at least one. */
    public int concurrency(int targets) {
        return Math.max(1, number(maxConcurrency, targets));
    }

    /** How many errors are allowed among so many targets. */
    public int errors(int targets) {
        return number(maxErrors, targets);
    }

    private static int number(String limit, int targets) {
        return limit.endsWith("%")
                ? targets * Integer.parseInt(limit.substring(0, limit.length() - 1)) / 100
                : Integer.parseInt(limit);
    }
}
