package dev.firebreak.testkit.door;

import dev.firebreak.testkit.pipeline.ConnectionDropped;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The SDK's view of HTTP messages, to and from the one of the codec. */
final class SdkRequests {
    private SdkRequests() {}

    static WireRequest wire(SdkHttpRequest request, byte[] body) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", List.of(request.host()));
        headers.putAll(request.headers());
        return new WireRequest(
                request.method().name(), request.encodedPath(), request.rawQueryParameters(), headers, body);
    }

    /** What a client of HTTP says when the connection breaks so. */
    static IOException broken(ConnectionDropped dropped) {
        IOException seen =
                switch (dropped.manner()) {
                    case RESET -> new SocketException("Connection reset");
                    case CLOSED -> new IOException("The server closed the connection without an answer");
                    case SILENT -> new SocketTimeoutException("Read timed out");
                };
        seen.initCause(dropped);
        return seen;
    }

    static SdkHttpResponse head(WireResponse answer) {
        SdkHttpFullResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.status());
        answer.headers().forEach(head::putHeader);
        if (answer.delivery().breaksOff()) {
            head.putHeader("Content-Length", Integer.toString(answer.body().length));
        }
        return head.build();
    }
}
