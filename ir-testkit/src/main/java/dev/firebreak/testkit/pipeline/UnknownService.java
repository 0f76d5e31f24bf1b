package dev.firebreak.testkit.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The answer to a request for a service that is not faked: an AWS error, in the shape that the request suggests. */
final class UnknownService {
    private UnknownService() {}

    static AwsError error(String service) {
        return new AwsError(
                "UnknownOperationException", 501, "FakeAws does not implement the service '" + service + "'");
    }

    static WireResponse answer(WireRequest http, AwsError error, String requestId) {
        if (http.header("Content-Type").orElse("").contains("json")) {
            return json(error, requestId);
        }
        return WireProtocol.of(FakeService.Protocol.QUERY)
                .error(
                        new WireProtocol.Exchange(http.withBody(http.headers(), new byte[0]), "unknown", "", requestId),
                        error);
    }

    private static WireResponse json(AwsError error, String requestId) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("__type", error.code()).put("message", error.message());
        var headers = Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", requestId);
        return new WireResponse(error.status(), headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
