package dev.firebreak.examples.cli;

import dev.firebreak.Target;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Ec2Instance;
import dev.firebreak.aws.Iam;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One target, as people and tools write it. */
final class TargetName {
    static final String FORMS = "instance/i-..., access-key/AKIA..., role/NAME, or the ARN of an instance or a role";

    private static final Pattern INSTANCE = Pattern.compile("(?:instance/)?(i-.*)");
    private static final Pattern ACCESS_KEY = Pattern.compile("(?:access-key/)?(A[KS]IA.*)");
    private static final Pattern ROLE = Pattern.compile("role/(.*)");
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:ec2:(?<region>[^:]+):(?<account>[^:]+):instance/(?<id>.+)");
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::(?<account>[^:]+):role/(?:.*/)?(?<name>.+)");
    private static final Pattern REFERENCE =
            Pattern.compile("aws:(?<account>[^:]+):(?<region>[^:]+):ec2-instance/(?<id>.+)");

    private TargetName() {}

    /** The target; an {@link IllegalArgumentException} says what is wrong with its name. */
    static Target parse(String text) {
        Matcher instance = INSTANCE.matcher(text);
        if (instance.matches()) {
            return Ec2.instance(instance.group(1));
        }
        Matcher key = ACCESS_KEY.matcher(text);
        if (key.matches()) {
            return Iam.accessKey(key.group(1));
        }
        Matcher role = ROLE.matcher(text);
        if (role.matches()) {
            return Iam.role(role.group(1));
        }
        Matcher roleArn = ROLE_ARN.matcher(text);
        if (roleArn.matches()) {
            return Iam.role(roleArn.group("name")).inAccount(roleArn.group("account"));
        }
        for (Pattern complete : new Pattern[] {ARN, REFERENCE}) {
            Matcher parts = complete.matcher(text);
            if (parts.matches()) {
                return complete(parts);
            }
        }
        throw new IllegalArgumentException("Invalid target: '" + text + "' (must be " + FORMS + ")");
    }

    private static Ec2Instance complete(Matcher parts) {
        return Ec2.instance(parts.group("id")).inAccount(parts.group("account")).inRegion(parts.group("region"));
    }
}
