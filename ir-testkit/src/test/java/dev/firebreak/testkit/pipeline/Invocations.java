package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations.Operation;
import dev.firebreak.testkit.wire.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.AwsRequest;

/** Invocations that came through no door. */
public final class Invocations {
    private Invocations() {}

    public static Invocation of(FakeService service, Operation<?> operation, Call call, AwsRequest request) {
        var http = new WireRequest("POST", "/", Map.of(), Map.of(), new byte[0]);
        return new Invocation(
                new Invocation.Target(service, operation, call, request, http, new AtomicReference<>()), List.of());
    }
}
