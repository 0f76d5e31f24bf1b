package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import java.time.DateTimeException;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/** REST with XML bodies, in the dialect of S3. */
final class RestXmlProtocol implements WireProtocol {
    @Override
    public String operation(WireRequest http, Operations operations) {
        WireRequest plain = BucketHost.pathStyle(http);
        return RestRouter.find(plain, operations)
                .map(Operations.Operation::name)
                .orElseGet(() -> plain.method() + " " + plain.path());
    }

    @Override
    public Reading read(WireRequest http, Operations.Operation<?> operation) {
        WireRequest styled = BucketHost.pathStyle(http);
        WireRequest plain = AwsChunked.isUsedBy(styled) ? AwsChunked.decode(styled) : styled;
        try {
            return new RestXmlReader(plain, operation).read();
        } catch (XMLStreamException malformed) {
            throw AwsError.of(
                    "MalformedXML",
                    "The XML you provided was not well-formed or did not validate against our published schema");
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException unreadable) {
            throw AwsError.of("InvalidArgument", "Invalid Argument");
        }
    }

    @Override
    public WireResponse write(Exchange exchange, Operations.Result result) {
        return new RestXmlWriter(exchange, result).write();
    }

    @Override
    public WireResponse error(Exchange exchange, AwsError error) {
        var headers = Map.of(
                "Content-Type", "application/xml",
                "x-amz-request-id", exchange.requestId(),
                "x-amz-id-2", exchange.requestId());
        boolean hasBody = !exchange.http().method().equals("HEAD") && error.status() != 304;
        return new WireResponse(error.status(), headers, hasBody ? body(exchange, error) : new byte[0]);
    }

    private static byte[] body(Exchange exchange, AwsError error) {
        return new XmlText()
                .open("Error")
                .element("Code", error.code())
                .element("Message", error.message())
                .element("Resource", exchange.http().path())
                .element("RequestId", exchange.requestId())
                .element("HostId", exchange.requestId())
                .close()
                .bytes();
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
