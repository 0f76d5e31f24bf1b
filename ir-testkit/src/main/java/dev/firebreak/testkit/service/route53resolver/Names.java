package dev.firebreak.testkit.service.route53resolver;

import dev.firebreak.testkit.service.Call;
import org.jspecify.annotations.Nullable;

/** Names and ARNs of what DNS Firewall has. */
final class Names {
    private Names() {}

    static void check(@Nullable String name) {
        if (name == null || !name.matches("(?!^[0-9]+$)[a-zA-Z0-9_ '-]{1,64}")) {
            throw ResolverErrors.invalid("The name \"%s\" is not valid", String.valueOf(name));
        }
    }

    static String arn(Call call, String type, String id) {
        return "arn:aws:route53resolver:" + call.region().name() + ":"
                + call.account().id() + ":" + type + "/" + id;
    }
}
