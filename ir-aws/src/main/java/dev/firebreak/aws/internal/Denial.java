package dev.firebreak.aws.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.spi.CanonicalJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer "not authorized" says.
 *
 * @param action the action that was denied; empty when neither the answer nor the call tells
 * @param resource the resource that it was denied on; {@code *} when the answer does not tell
 * @param reason why, in AWS's words; empty when the answer does not tell
 */
record Denial(String action, String resource, String reason) {
    private static final Pattern ACTION = Pattern.compile("not authorized to perform:? ([\\w-]+:\\w+)");
    private static final Pattern RESOURCE =
            Pattern.compile("on resource:? (.+?)[,.]?(?= because | with an explicit |$)");
    private static final Pattern REASON = Pattern.compile("((?:because|with an explicit deny) .*)");

    static Denial read(String message, String call) {
        String action = first(ACTION, message, call);
        String resource = first(RESOURCE, message, "*");
        return new Denial(action, resource, first(REASON, message, ""));
    }

    private static String first(Pattern pattern, String message, String otherwise) {
        Matcher found = pattern.matcher(message);
        return found.find() ? found.group(1) : otherwise;
    }

    String sentence() {
        String what = "not authorized for " + (action.isEmpty() ? "this action" : action) + " on " + resource
                + (reason.isEmpty() ? "" : " " + reason);
        if (reason.contains("explicit deny")) {
            return what + "; an explicit deny outweighs every allow, so it must be lifted where it is";
        }
        return action.isEmpty() ? what : what + "; this policy statement would allow it: " + statement();
    }

    private String statement() {
        ObjectNode statement = CanonicalJson.object();
        statement.put("Effect", "Allow");
        statement.put("Action", action);
        statement.put("Resource", resource.startsWith("arn:") ? resource : "*");
        return CanonicalJson.text(statement);
    }
}
