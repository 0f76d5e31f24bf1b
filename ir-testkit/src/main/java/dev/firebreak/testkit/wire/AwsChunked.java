package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.AwsError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The {@code aws-chunked} content encoding of S3 uploads: chunks with or without signatures, then trailing headers. */
public final class AwsChunked {
    private static final int LONGEST_LINE = 16_384;

    private final byte[] encoded;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    private int position;

    private AwsChunked(WireRequest http) {
        this.encoded = http.body();
        this.headers.putAll(http.headers());
    }

    public static boolean isUsedBy(WireRequest http) {
        return http.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")
                || http.header("Content-Encoding").orElse("").contains("aws-chunked");
    }

    /**
     * The request with its plain body, the trailing headers among its headers.
     *
     * @throws AwsError {@code IncompleteBody} when the body is not what it says
     */
    public static WireRequest decode(WireRequest http) {
        return new AwsChunked(http).decode().in(http);
    }

    private AwsChunked decode() {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            if (size > encoded.length - position) {
                throw incomplete();
            }
            decoded.write(encoded, position, size);
            position += size;
            if (!line().isEmpty()) {
                throw incomplete();
            }
        }
        trailers();
        return this;
    }

    private int chunkSize() {
        String size = line().split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,7}")) {
            throw incomplete();
        }
        return Integer.parseInt(size, 16);
    }

    private void trailers() {
        while (position < encoded.length) {
            String[] header = line().split(":", 2);
            if (header.length == 2) {
                headers.put(header[0].strip(), List.of(header[1].strip()));
            }
        }
        boolean missing = headers.getOrDefault("x-amz-trailer", List.of()).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .anyMatch(name -> !headers.containsKey(name.strip()));
        if (missing) {
            throw AwsError.of(
                    "MalformedTrailerError",
                    "The request contained trailing data that was not well-formed or did not conform to our published schema.");
        }
    }

    private String line() {
        int end = position;
        while (end < encoded.length && encoded[end] != '\n') {
            end++;
        }
        if (end - position > LONGEST_LINE) {
            throw incomplete();
        }
        String line = new String(encoded, position, end - position, StandardCharsets.ISO_8859_1);
        position = Math.min(end + 1, encoded.length);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private WireRequest in(WireRequest http) {
        String announced = http.header("x-amz-decoded-content-length").orElse("");
        if (!announced.isEmpty() && !announced.equals(String.valueOf(decoded.size()))) {
            throw incomplete();
        }
        headers.put("Content-Length", List.of(String.valueOf(decoded.size())));
        plainEncoding();
        return http.withBody(headers, decoded.toByteArray());
    }

    /** The object keeps the encodings that its owner gave it, not the one of its transfer. */
    private void plainEncoding() {
        List<String> encodings = new ArrayList<>();
        headers.getOrDefault("Content-Encoding", List.of())
                .forEach(value -> Arrays.stream(value.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty()
                                && !name.toLowerCase(Locale.ROOT).equals("aws-chunked"))
                        .forEach(encodings::add));
        headers.remove("Content-Encoding");
        if (!encodings.isEmpty()) {
            headers.put("Content-Encoding", List.of(String.join(",", encodings)));
        }
    }

    private static AwsError incomplete() {
        return AwsError.of(
                "IncompleteBody", "The request body terminated unexpectedly or is not validly encoded in aws-chunked");
    }
}
