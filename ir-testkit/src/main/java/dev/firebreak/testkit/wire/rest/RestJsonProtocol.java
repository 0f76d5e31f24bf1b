package dev.firebreak.testkit.wire.rest;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import dev.firebreak.testkit.wire.json.Json;
import dev.firebreak.testkit.wire.json.JsonErrors;
import java.time.DateTimeException;
import java.util.Map;

/** REST with JSON bodies. */
public final class RestJsonProtocol implements WireProtocol {
    private static final Json JSON = new Json();

    private final RestRouter router;

    public RestJsonProtocol(Operations operations) {
        this.router = new RestRouter(operations);
    }

    @Override
    public String operation(WireRequest http) {
        return router.operation(http);
    }

    @Override
    public Reading read(WireRequest http, Operations.Operation<?> operation) {
        try {
            Map<String, String> path = router.path(operation, http);
            return new RestReader(http, path, JSON, operation.request().get()).read();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException unreadable) {
            throw AwsError.of("SerializationException", "Could not read the path, query or headers of the request");
        }
    }

    @Override
    public WireResponse write(Exchange exchange, Operations.Result result) {
        var frame = new RestWriter.Frame(
                JSON,
                Map.of("x-amzn-RequestId", exchange.requestId(), "Content-Type", JSON.contentType()),
                router.success(exchange.operation()));
        return new RestWriter(exchange, result, frame).write();
    }

    @Override
    public WireResponse error(Exchange exchange, AwsError error) {
        var headers = Map.of(
                "Content-Type", JSON.contentType(),
                "x-amzn-RequestId", exchange.requestId(),
                "x-amzn-ErrorType", error.code());
        return new WireResponse(error.status(), headers, JsonErrors.body(error));
    }

    @Override
    public AwsError notImplemented(String operation) {
        return new AwsError("UnknownOperationException", 404, "The service has no operation " + operation);
    }

    @Override
    public AwsError internalFailure() {
        return JsonErrors.internalFailure();
    }
}
