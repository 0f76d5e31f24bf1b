package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The refusals that many EC2 operations share, in EC2's words. */
public final class Refusals {
    private Refusals() {}

    public static AwsError value(String message, Object... arguments) {
        return AwsError.of("InvalidParameterValue", message, arguments);
    }

    public static AwsError combination(String message, Object... arguments) {
        return AwsError.of("InvalidParameterCombination", message, arguments);
    }

    public static AwsError instanceState(String message, Object... arguments) {
        return AwsError.of("IncorrectInstanceState", message, arguments);
    }

    public static AwsError dependency(String message, Object... arguments) {
        return AwsError.of("DependencyViolation", message, arguments);
    }

    /** The refusal of a client token that came before with other parameters. */
    public static AwsError otherParameters() {
        return AwsError.of(
                "IdempotentParameterMismatch",
                "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
    }

    /** The value of a required parameter, or EC2's refusal. */
    public static <T> T required(@Nullable T value, String parameter) {
        if (value == null || (value instanceof Collection<?> values && values.isEmpty())) {
            throw AwsError.of("MissingParameter", "The request must contain the parameter %s", parameter);
        }
        return value;
    }

    /** Refuses a request that sets none, or more than one, of the attributes. */
    public static String onlyOne(Map<String, Boolean> given) {
        var set = given.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (set.isEmpty()) {
            throw combination("No attributes specified.");
        }
        if (set.size() > 1) {
            throw combination("Fields for multiple attribute types specified: %s", String.join(", ", set));
        }
        return set.get(0);
    }
}
