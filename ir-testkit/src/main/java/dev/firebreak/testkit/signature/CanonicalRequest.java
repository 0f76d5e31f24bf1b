package dev.firebreak.testkit.signature;

import dev.firebreak.testkit.wire.FormText;
import dev.firebreak.testkit.wire.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The canonical form of a request, whose hash is signed.
 *
 * <p>See "Create a signed AWS API request" in the IAM User Guide.
 */
final class CanonicalRequest {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private final WireRequest http;
    private final Signature signature;

    CanonicalRequest(WireRequest http, Signature signature) {
        this.http = http;
        this.signature = signature;
    }

    String text() {
        return String.join(
                "\n",
                http.method(),
                isS3() ? s3Path() : path(),
                query(),
                headers(),
                String.join(";", signature.signedHeaders()),
                payload());
    }

    private boolean isS3() {
        return signature.scope().service().equals("s3");
    }

    /** S3 takes keys as they are: encoded once, and no dots removed. */
    private String s3Path() {
        return Arrays.stream(http.path().split("/", -1))
                .map(segment -> encode(FormText.path(segment)))
                .collect(Collectors.joining("/"));
    }

    /** All others normalize the path, and encode what the sender had encoded already. */
    private String path() {
        String path = http.path().isEmpty() ? "/" : http.path();
        String normal = path.contains("/.") || path.contains("//")
                ? URI.create(path.replaceAll("/{2,}", "/")).normalize().getRawPath()
                : path;
        return Arrays.stream(normal.split("/", -1))
                .map(CanonicalRequest::encode)
                .collect(Collectors.joining("/"));
    }

    private String query() {
        List<String> pairs = new ArrayList<>();
        http.query().forEach((name, values) -> {
            if (!name.equals("X-Amz-Signature") || signature.expires().isEmpty()) {
                values.forEach(value -> pairs.add(encode(name) + "=" + (value == null ? "" : encode(value))));
                if (values.isEmpty()) {
                    pairs.add(encode(name) + "=");
                }
            }
        });
        pairs.sort(null);
        return String.join("&", pairs);
    }

    private String headers() {
        return signature.signedHeaders().stream()
                .map(name -> name + ":" + value(name) + "\n")
                .collect(Collectors.joining());
    }

    private String value(String name) {
        return http.headers().getOrDefault(name, List.of()).stream()
                .map(value -> value.strip().replaceAll(" {2,}", " "))
                .collect(Collectors.joining(","));
    }

    /** The payload's hash: as the sender says where that is signed itself, else as it is. */
    private String payload() {
        String said = http.header("x-amz-content-sha256").orElse("");
        boolean unsigned = said.equals("UNSIGNED-PAYLOAD") || said.startsWith("STREAMING-");
        if (isS3() && signature.expires().isPresent()) {
            return said.isEmpty() ? "UNSIGNED-PAYLOAD" : said;
        }
        return isS3() || unsigned ? said : Digests.sha256(http.body());
    }

    private static String encode(String text) {
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }
}
