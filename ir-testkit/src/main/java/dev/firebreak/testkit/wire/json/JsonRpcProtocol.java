package dev.firebreak.testkit.wire.json;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService.Protocol;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.RequiredMembers;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;

/** JSON 1.0 and 1.1: the operation in {@code X-Amz-Target}, everything else in the body. */
public final class JsonRpcProtocol implements WireProtocol {
    private static final Json JSON = new Json();

    private final Protocol version;

    public JsonRpcProtocol(Protocol version) {
        this.version = version;
    }

    @Override
    public boolean fits(WireRequest http) {
        return http.header("X-Amz-Target").isPresent();
    }

    @Override
    public String operation(WireRequest http) {
        return http.header("X-Amz-Target")
                .map(target -> target.substring(target.lastIndexOf('.') + 1))
                .orElseThrow(() ->
                        AwsError.of("UnknownOperationException", "The request must contain the header X-Amz-Target"));
    }

    @Override
    public Reading read(WireRequest http, Operations.Operation<?> operation) {
        SdkPojo builder = operation.request().get();
        JSON.readMembers(builder, http.body());
        var request = (AwsRequest) Pojos.build(builder);
        RequiredMembers.check(request);
        return new Reading(request, new byte[0]);
    }

    @Override
    public WireResponse write(Exchange exchange, Operations.Result result) {
        byte[] body = result.response().sdkFields().isEmpty()
                ? new byte[0]
                : JSON.writeMembers(exchange.operation(), result.response());
        return new WireResponse(200, headers(exchange), body);
    }

    @Override
    public WireResponse error(Exchange exchange, AwsError error) {
        Map<String, String> headers = headers(exchange);
        if (!error.queryCode().equals(error.code())) {
            headers.put("x-amzn-query-error", error.queryCode() + (error.status() < 500 ? ";Sender" : ";Receiver"));
        }
        return new WireResponse(error.status(), headers, JsonErrors.body(error));
    }

    private Map<String, String> headers(Exchange exchange) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("x-amzn-RequestId", exchange.requestId());
        headers.put(
                "Content-Type",
                version == Protocol.JSON_1_0 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1");
        return headers;
    }

    @Override
    public AwsError notImplemented(String operation) {
        return AwsError.of("UnknownOperationException", "The operation %s is not known to this service", operation);
    }

    @Override
    public AwsError internalFailure() {
        return JsonErrors.internalFailure();
    }
}
