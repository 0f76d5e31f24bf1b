package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import org.jspecify.annotations.Nullable;

/** The rules for the names of trails. */
final class TrailNames {
    private TrailNames() {}

    static String arn(Call call, String name) {
        return arn(call, call.account().id(), name);
    }

    static String arn(Call call, String account, String name) {
        return "arn:aws:cloudtrail:" + call.region().name() + ":" + account + ":trail/" + name;
    }

    /** Refuses a name that no trail can have. An ARN is checked for its form only. */
    static void check(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw invalid("Trail name cannot be blank!");
        }
        if (name.startsWith("arn:")) {
            if (!name.matches("arn:aws:cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/.+")) {
                throw AwsError.of("CloudTrailARNInvalidException", "The trail ARN is invalid: %s", name);
            }
            return;
        }
        checkLength(name);
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw invalid(
                    "Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), "
                            + "hyphens (-), and underscores (_).");
        }
        if (!name.matches("[A-Za-z0-9].*")) {
            throw invalid("Trail name must starts with a letter or number.");
        }
        if (!name.matches(".*[A-Za-z0-9]")) {
            throw invalid("Trail name must ends with a letter or number.");
        }
        if (name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            throw invalid("Trail name must not be in IP address format.");
        }
        if (name.matches(".*[._-][._-].*")) {
            throw invalid("Trail name must not have adjacent periods, hyphens or underscores.");
        }
    }

    private static void checkLength(String name) {
        if (name.length() < 3) {
            throw invalid("Trail name too short. Minimum allowed length: 3 characters. Specified name length: "
                    + name.length() + " characters.");
        }
        if (name.length() > 128) {
            throw invalid("Trail name too long. Maximum allowed length: 128 characters. Specified name length: "
                    + name.length() + " characters.");
        }
    }

    private static AwsError invalid(String message) {
        return new AwsError("InvalidTrailNameException", 400, message);
    }
}
