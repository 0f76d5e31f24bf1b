package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The characters that names and descriptions of security groups and their rules may have. */
final class Descriptions {
    private static final int MOST = 255;
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]*");
    private static final String WORDS =
            " are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

    private Descriptions() {}

    /** Refuses a description; {@code what} is {@code rule} or {@code security group}. */
    static void check(String what, @Nullable String description) {
        if (description != null && !allowed(description)) {
            throw Refusals.value("%s", "Invalid " + what + " description. Valid descriptions" + WORDS);
        }
    }

    static void checkName(String name) {
        if (name.isEmpty() || !allowed(name)) {
            throw Refusals.value("%s", "Invalid security group name. Valid names" + WORDS);
        }
    }

    private static boolean allowed(String text) {
        return text.length() <= MOST && ALLOWED.matcher(text).matches();
    }
}
