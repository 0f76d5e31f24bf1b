package dev.firebreak.testkit.service.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * The client tokens that came with requests of a Region: a retry gets the answer of the first request, and makes nothing
 * (docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html).
 */
final class ClientTokens implements ServiceState {
    private static final Duration KEPT = Duration.ofHours(24);

    /** The oldest first. */
    private final Map<Key, Answer> answers = new LinkedHashMap<>();

    private ClientTokens(Region region) {}

    private record Key(String operation, String token) {}

    private record Answer(AwsRequest request, Operations.Result result, Instant given) {}

    /** Runs an operation unless the same request was answered before; refuses a token that came with another request. */
    static <Q extends AwsRequest> Operations.Result once(Call call, Operations.Operation<Q> operation, Q request) {
        // Launches know their tokens themselves: what was launched may be gone.
        Optional<String> token = operation.name().equals("RunInstances")
                ? Optional.empty()
                : request.getValueForField("ClientToken", String.class).filter(text -> !text.isEmpty());
        if (token.isEmpty()) {
            return operation.handler().handle(call, request);
        }
        ClientTokens tokens = call.region().state(ClientTokens.class, ClientTokens::new);
        tokens.forget(call.now().minus(KEPT));
        var key = new Key(operation.name(), token.get());
        Answer before = tokens.answers.get(key);
        if (before == null) {
            Operations.Result result = operation.handler().handle(call, request);
            tokens.answers.put(key, new Answer(request, result, call.now()));
            return result;
        }
        if (!before.request().equals(request)) {
            throw Refusals.otherParameters();
        }
        return before.result();
    }

    private void forget(Instant before) {
        Iterator<Answer> oldest = answers.values().iterator();
        while (oldest.hasNext() && oldest.next().given().isBefore(before)) {
            oldest.remove();
        }
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
