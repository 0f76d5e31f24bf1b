package dev.firebreak.testkit.service.logs;

import org.jspecify.annotations.Nullable;

/** The rules for the names of log groups and streams. */
final class LogNames {
    private static final String GROUP = "[\\.\\-_/#A-Za-z0-9]+";

    private LogNames() {}

    /** The name of a group that is given by its name or its ARN. */
    static String group(@Nullable String nameOrArn) {
        if (nameOrArn != null && nameOrArn.startsWith("arn:")) {
            String[] parts = nameOrArn.split(":", 8);
            return parts.length < 7 ? nameOrArn : checkedGroup(parts[6]);
        }
        return checkedGroup(nameOrArn);
    }

    static String checkedGroup(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw LogErrors.constraint(
                    name == null ? "null" : name,
                    "logGroupName",
                    name == null ? "Member must not be null" : "Member must have length greater than or equal to 1");
        }
        if (name.length() > 512) {
            throw LogErrors.constraint(name, "logGroupName", "Member must have length less than or equal to 512");
        }
        if (!name.matches(GROUP)) {
            throw LogErrors.constraint(
                    name, "logGroupName", "Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+");
        }
        return name;
    }

    static String checkedStream(@Nullable String name) {
        if (name == null || name.isEmpty() || name.length() > 512 || name.matches(".*[:*].*")) {
            throw LogErrors.constraint(
                    String.valueOf(name), "logStreamName", "Member must satisfy regular expression pattern: [^:*]*");
        }
        return name;
    }
}
