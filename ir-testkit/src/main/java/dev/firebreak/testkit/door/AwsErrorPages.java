package dev.firebreak.testkit.door;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** Answers requests that the HTTP server itself could not read: with an AWS error in place of Jetty's HTML. */
final class AwsErrorPages extends ErrorHandler {
    private static final String MALFORMED = "The request is not a well-formed HTTP request of an AWS client";

    @Override
    public void handle(String target, Request baseRequest, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        WireResponse answer = answer();
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(answer.body());
        baseRequest.setHandled(true);
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        WireResponse answer = answer();
        answer.headers().forEach(fields::put);
        return ByteBuffer.wrap(answer.body());
    }

    private static WireResponse answer() {
        var unread = new WireRequest("POST", "/", Map.of(), Map.of(), new byte[0]);
        var exchange = new WireProtocol.Exchange(unread, "unknown", "", "00000000-0000-0000-0000-000000000000");
        return WireProtocol.of(FakeService.Protocol.QUERY, new Operations())
                .error(exchange, AwsError.of("MalformedQueryString", MALFORMED));
    }
}
