package dev.firebreak.testkit.wire.rest;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.AwsChunked;
import dev.firebreak.testkit.wire.BucketHost;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import dev.firebreak.testkit.wire.xml.XmlText;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;

/** REST with XML bodies, in the dialect of S3. */
public final class RestXmlProtocol implements WireProtocol {
    private static final S3Xml XML = new S3Xml();

    private final RestRouter router;

    public RestXmlProtocol(Operations operations) {
        this.router = new RestRouter(operations);
    }

    @Override
    public String operation(WireRequest http) {
        return router.operation(BucketHost.pathStyle(http));
    }

    @Override
    public Reading read(WireRequest http, Operations.Operation<?> operation) {
        WireRequest styled = BucketHost.pathStyle(http);
        WireRequest plain = AwsChunked.isUsedBy(styled) ? AwsChunked.decode(styled) : styled;
        try {
            Map<String, String> path = router.path(operation, plain);
            return new RestReader(plain, path, XML, operation.request().get()).read();
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException unreadable) {
            throw AwsError.of("InvalidArgument", "Invalid Argument");
        }
    }

    @Override
    public WireResponse write(Exchange exchange, Operations.Result result) {
        var headers = Map.of("x-amz-request-id", exchange.requestId(), "x-amz-id-2", exchange.requestId());
        var frame = new RestWriter.Frame(XML, headers, router.success(exchange.operation()));
        return new RestWriter(exchange, bare(exchange, result), frame).write();
    }

    private static Operations.Result bare(Exchange exchange, Operations.Result result) {
        return exchange.operation().equals("GetBucketLocation")
                ? new Operations.Result(result.response(), S3Xml.location(result.response()))
                : result;
    }

    @Override
    public WireResponse error(Exchange exchange, AwsError error) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/xml");
        headers.put("x-amz-request-id", exchange.requestId());
        headers.put("x-amz-id-2", exchange.requestId());
        error.details().forEach((name, value) -> {
            if (isHeader(name)) {
                headers.put(name, value);
            }
        });
        boolean hasBody = !exchange.http().method().equals("HEAD") && error.status() != 304;
        return new WireResponse(error.status(), headers, hasBody ? body(exchange, error) : new byte[0]);
    }

    private static byte[] body(Exchange exchange, AwsError error) {
        // S3 Control wraps its errors as the query protocol does.
        boolean wrapped = exchange.http().path().startsWith("/v20180820/");
        XmlText xml = wrapped ? new XmlText().open("ErrorResponse").open("Error") : new XmlText().open("Error");
        xml.element("Code", error.code()).element("Message", error.message());
        error.details().forEach((name, value) -> {
            if (!isHeader(name)) {
                xml.element(name, value);
            }
        });
        if (wrapped) {
            return xml.close()
                    .element("RequestId", exchange.requestId())
                    .close()
                    .bytes();
        }
        return xml.element("Resource", exchange.http().path())
                .element("RequestId", exchange.requestId())
                .element("HostId", exchange.requestId())
                .close()
                .bytes();
    }

    /** What an error tells beside its message stands in its body, or in a header of S3's own. */
    private static boolean isHeader(String detail) {
        return detail.startsWith("x-amz-");
    }

    @Override
    public AwsError notImplemented(String operation) {
        return new AwsError(
                "NotImplemented",
                501,
                "A header or operation you provided implies functionality that is not implemented: " + operation);
    }

    @Override
    public AwsError internalFailure() {
        return new AwsError("InternalError", 500, "We encountered an internal error. Please try again.");
    }
}
