package dev.firebreak.testkit.door;

import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
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

    static SdkHttpResponse head(WireResponse answer) {
        SdkHttpFullResponse.Builder head = SdkHttpResponse.builder().statusCode(answer.status());
        answer.headers().forEach(head::putHeader);
        return head.build();
    }
}
