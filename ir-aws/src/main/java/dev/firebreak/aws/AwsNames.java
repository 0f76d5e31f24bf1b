package dev.firebreak.aws;

import dev.firebreak.Target;

/** Checks the names that callers, or findings from a compromised account, give. */
final class AwsNames {
    private static final String HEX = "(?:[0-9a-f]{8}|[0-9a-f]{17})";

    private AwsNames() {}

    static String instance(String id) {
        return require("instance id", id, "i-" + HEX, "must be i- and 8 or 17 hexadecimal digits");
    }

    static String account(String id) {
        return require("account", id, "[0-9]{12}", "must be 12 digits");
    }

    static String region(String id) {
        return require("Region", id, "[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}", "must be like eu-west-1");
    }

    static String action(String name) {
        return require(
                "action", name, "[a-z0-9-]+:[A-Z][A-Za-z0-9]*", "must be like ec2:ModifyNetworkInterfaceAttribute");
    }

    static String accessKey(String id) {
        if (id.startsWith("ASIA")) {
            throw new IllegalArgumentException("Invalid access key id: '" + id
                    + "' (must begin with AKIA; this one belongs to a session, which has no key to disable: revoke the"
                    + " sessions of the role, or deny the user)");
        }
        return require("access key id", id, "AKIA[A-Z0-9]{12,124}", "must be AKIA and 12 or more letters and digits");
    }

    static String role(String name) {
        return require(
                "role name",
                name,
                "[A-Za-z0-9_+=,.@-]{1,64}",
                "must be 1 to 64 letters, digits and _+=,.@-, without path");
    }

    static String vpc(String id) {
        return require("VPC id", id, "vpc-" + HEX, "must be vpc- and 8 or 17 hexadecimal digits");
    }

    static String image(String id) {
        return require("image id", id, "ami-" + HEX, "must be ami- and 8 or 17 hexadecimal digits");
    }

    static String instanceProfile(String name) {
        return require(
                "instance profile", name, "[A-Za-z0-9_+=,.@-]{1,128}", "must be a name, without its path or ARN");
    }

    static String autoScalingGroup(String name) {
        return require("Auto Scaling group", name, "(?s).{1,255}", "must be 1 to 255 characters");
    }

    static String tagKey(String key) {
        return require("tag key", key, "(?s).{1,128}", "must be 1 to 128 characters");
    }

    static String tagValue(String value) {
        return require("tag value", value, "(?s).{0,256}", "must be at most 256 characters");
    }

    private static String require(String what, String value, String pattern, String rule) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException("Invalid " + what + ": '" + value + "' (" + rule + ")");
        }
        return value;
    }

    static String text(Target target) {
        return target.provider() + ":" + target.account().orElse("") + ":"
                + target.region().orElse("") + ":" + target.type() + "/" + target.id();
    }
}
