package dev.firebreak.testkit.wire;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An HTTP request as it came through a door. */
public final class WireRequest {
    private final String method;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private @Nullable Map<String, List<String>> form;

    /**
     * @param method the HTTP method, in capitals
     * @param path the path, still percent-encoded
     * @param query the decoded query parameters in the order sent; a parameter without a value has an empty one
     * @param headers the headers, found whatever the case of their name
     * @param body the bytes of the body
     */
    public WireRequest(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body;
    }

    /** The HTTP method, in capitals. */
    public String method() {
        return method;
    }

    /** The path, still percent-encoded. */
    public String path() {
        return path;
    }

    /** The decoded query parameters in the order sent; a parameter without a value has an empty one. */
    public Map<String, List<String>> query() {
        return query;
    }

    /** The headers, found whatever the case of their name. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** The bytes of the body. */
    public byte[] body() {
        return body;
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
        // Asked for its action, its parameters and its version: read once. Two threads would read the same.
        Map<String, List<String>> read = form;
        if (read == null) {
            read = Collections.unmodifiableMap(FormText.merged(query, body));
            form = read;
        }
        return read;
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
