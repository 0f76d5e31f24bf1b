package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which function a request means: a name, a partial ARN or an ARN, with or without a qualifier.
 *
 * @param name the function's name
 * @param qualifier the version or alias; null when none is named
 */
record FunctionName(String name, @Nullable String qualifier) {
    private static final Pattern FORM = Pattern.compile("(?:arn:aws:lambda:([a-z0-9-]+):)?(?:(\\d{12}):)?(?:function:)?"
            + "([a-zA-Z0-9-_]{1,64})(?::(\\$LATEST|[a-zA-Z0-9-_]+))?");

    static FunctionName parse(String text, @Nullable String qualifier) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw FunctionErrors.validation(
                    "functionName", text, "Member must satisfy regular expression pattern: " + FORM.pattern());
        }
        String inName = form.group(4);
        if (inName != null && qualifier != null && !inName.equals(qualifier)) {
            throw FunctionErrors.invalid(
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionName(form.group(3), qualifier == null ? inName : qualifier);
    }

    /** The function that a request means. */
    static StoredFunction find(Call call, String text) {
        FunctionName name = parse(text, null);
        return name.function(call);
    }

    StoredFunction function(Call call) {
        return LambdaState.of(call).function(name).orElseThrow(() -> missing(call));
    }

    AwsError missing(Call call) {
        return FunctionErrors.noFunction(arn(call, name) + (qualifier == null ? "" : ":" + qualifier));
    }

    static String arn(Call call, String name) {
        return "arn:aws:lambda:" + call.region().name() + ":" + call.account().id() + ":function:" + name;
    }
}
