package dev.firebreak.testkit.service.iam.grammar;

import dev.firebreak.testkit.service.iam.IamErrors;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the resources that a policy names, as IAM does when the policy is written. */
public final class ResourceArns {
    private static final Set<String> PARTITIONS =
            Set.of("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "*");
    private static final Pattern VENDOR = Pattern.compile("[a-zA-Z0-9-]+|\\*");
    private static final int PARTS = 6;

    private ResourceArns() {}

    /** Refuses what IAM would not take. */
    public static void check(String resource) {
        if (resource.equals("*")) {
            return;
        }
        String[] parts = resource.split(":", PARTS);
        if (!parts[0].equals("arn")) {
            throw IamErrors.malformed("Resource %s must be in ARN format or \"*\".", resource);
        }
        if (parts.length > 1 && !PARTITIONS.contains(parts[1])) {
            throw IamErrors.malformed("Partition \"%s\" is not valid for resource \"%s\".", parts[1], resource);
        }
        if (parts.length > 2 && !VENDOR.matcher(parts[2]).matches()) {
            throw IamErrors.malformed("Resource vendor must be fully qualified and cannot contain regexes.");
        }
        if (parts.length < PARTS && !resource.endsWith("*")) {
            throw IamErrors.malformed("The policy failed legacy parsing");
        }
        checkRegion(resource, parts);
    }

    private static void checkRegion(String resource, String[] parts) {
        boolean inRegion = parts.length == PARTS && !parts[3].isEmpty() && !parts[3].equals("*");
        if (inRegion && parts[2].equals("iam")) {
            throw IamErrors.malformed("IAM resource %s cannot contain region information.", resource);
        }
        if (inRegion && parts[2].equals("s3") && !parts[5].startsWith("accesspoint/") && !parts[5].startsWith("job/")) {
            throw IamErrors.malformed("Resource %s can not contain region information.", resource);
        }
    }
}
