package dev.firebreak.testkit.service.ec2.reachability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The client tokens under which paths and analyses were made, so that the same request makes nothing twice. */
final class InsightsTokens implements ServiceState {
    private final Map<String, Made> made = new HashMap<>();

    private InsightsTokens(Region region) {}

    private record Made(Object request, String id) {}

    /** The id that a request has made, now or before. */
    static String once(Call call, @Nullable String token, Object request, Supplier<String> maker) {
        Refusals.required(token, "ClientToken");
        Map<String, Made> all = call.region().state(InsightsTokens.class, InsightsTokens::new).made;
        Made before = all.get(token);
        if (before == null) {
            before = new Made(request, maker.get());
            all.put(String.valueOf(token), before);
        }
        if (!before.request().equals(request)) {
            throw AwsError.of(
                    "IdempotentParameterMismatch",
                    "The client token has been used with other parameters in a request before.");
        }
        return before.id();
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
