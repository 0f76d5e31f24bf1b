package dev.firebreak.testkit.world.ec2;

import java.util.regex.Pattern;

/** What instance types run on (EC2 Instance Types guide, "AWS Nitro System"). */
public final class Hypervisors {
    private static final Pattern XEN =
            Pattern.compile("(t[12]|m[1-4]|c[134]|r[34]|x1e?|i[23]|d2|h1|p[23]|g[23]|f1)\\.(?!metal).*");

    private Hypervisors() {}

    /** Whether instances of a type, such as {@code m6i.large}, run on the Nitro System. */
    public static boolean isNitro(String instanceType) {
        return !XEN.matcher(instanceType).matches();
    }
}
