package dev.firebreak.testkit.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request as it came through a door.
 *
 * @param method the HTTP method, in capitals
 * @param path the path, still percent-encoded
 * @param query the decoded query parameters in the order sent; a parameter without a value has an empty one
 * @param headers the headers, found whatever the case of their name
 * @param body the bytes of the body
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record WireRequest(
        String method, String path, Map<String, List<String>> query, Map<String, List<String>> headers, byte[] body) {

    public WireRequest {
        var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The host named by the request, without its port; an empty string when it names none. */
    public String host() {
        return header("Host").map(host -> host.replaceFirst(":\\d+$", "")).orElse("");
    }

    /** The parameters of a query-protocol request: those of the URL and those of a form body. */
    public Map<String, List<String>> form() {
        return FormText.merged(query, body);
    }

    /** The same request with another path. */
    public WireRequest withPath(String other) {
        return new WireRequest(method, other, query, headers, body);
    }

    /** The same request with other headers and another body. */
    public WireRequest withBody(Map<String, List<String>> otherHeaders, byte[] otherBody) {
        return new WireRequest(method, path, query, otherHeaders, otherBody);
    }
}
