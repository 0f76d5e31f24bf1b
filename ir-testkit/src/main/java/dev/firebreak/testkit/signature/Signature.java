package dev.firebreak.testkit.signature;

import dev.firebreak.testkit.wire.WireRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signature that a request carries, in its {@code Authorization} header or, when it is presigned, in its query.
 *
 * @param scope whose key signed, and for what
 * @param time the time of the request, such as {@code 20260115T090000Z}
 * @param signedHeaders the names of the signed headers, in order
 * @param value the signature in hexadecimal
 * @param expires for how many seconds a presigned request is valid; empty when it is signed by header
 */
record Signature(Scope scope, String time, List<String> signedHeaders, String value, OptionalLong expires) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Pattern SCOPE = Pattern.compile("([^/]+)/(\\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");
    private static final Pattern PART = Pattern.compile("(Credential|SignedHeaders|Signature)=([^,\\s]+)");

    /**
     * What a signing key is made for.
     *
     * @param accessKeyId the access key id
     * @param date the day, such as {@code 20260115}
     * @param region the Region
     * @param service the signing name
     */
    record Scope(String accessKeyId, String date, String region, String service) {
        private static Optional<Scope> parse(String credential) {
            Matcher parts = SCOPE.matcher(credential);
            return parts.matches()
                    ? Optional.of(new Scope(parts.group(1), parts.group(2), parts.group(3), parts.group(4)))
                    : Optional.empty();
        }

        /** The scope as the text to sign names it. */
        String text() {
            return date + "/" + region + "/" + service + "/aws4_request";
        }
    }

    /** Whether a request claims to be signed, by whatever algorithm. */
    static boolean isClaimedBy(WireRequest http) {
        return http.header("Authorization").isPresent()
                || http.parameter("X-Amz-Signature").isPresent()
                || http.parameter("X-Amz-Algorithm").isPresent();
    }

    static boolean isPresigned(WireRequest http) {
        return http.header("Authorization").isEmpty();
    }

    /** The signature; empty when a part of it is missing or malformed. */
    static Optional<Signature> of(WireRequest http) {
        return isPresigned(http) ? presigned(http) : byHeader(http);
    }

    private static Optional<Signature> byHeader(WireRequest http) {
        String header = http.header("Authorization").orElse("");
        if (!header.startsWith(ALGORITHM)) {
            return Optional.empty();
        }
        String[] parts = new String[3];
        Matcher part = PART.matcher(header);
        while (part.find()) {
            parts["Credential".equals(part.group(1)) ? 0 : "SignedHeaders".equals(part.group(1)) ? 1 : 2] =
                    part.group(2);
        }
        String time = http.header("X-Amz-Date").or(() -> basicDate(http)).orElse("");
        return Arrays.asList(parts).contains(null) ? Optional.empty() : of(parts, time, OptionalLong.empty());
    }

    /** The {@code Date} header stands in for {@code X-Amz-Date} when there is none. */
    private static Optional<String> basicDate(WireRequest http) {
        try {
            return http.header("Date")
                    .map(date -> TIME.format(LocalDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Signature> presigned(WireRequest http) {
        String expires = http.parameter("X-Amz-Expires").orElse("");
        if (!http.parameter("X-Amz-Algorithm").orElse("").equals(ALGORITHM) || !expires.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        String[] parts = {
            http.parameter("X-Amz-Credential").orElse(""),
            http.parameter("X-Amz-SignedHeaders").orElse(""),
            http.parameter("X-Amz-Signature").orElse("")
        };
        return of(parts, http.parameter("X-Amz-Date").orElse(""), OptionalLong.of(Long.parseLong(expires)));
    }

    private static Optional<Signature> of(String[] parts, String time, OptionalLong expires) {
        return Scope.parse(parts[0])
                .filter(scope -> parse(time).isPresent() && time.startsWith(scope.date()))
                .map(scope -> new Signature(scope, time, List.of(parts[1].split(";")), parts[2], expires));
    }

    private static Optional<Instant> parse(String time) {
        try {
            return Optional.of(LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    /** When the request was signed. */
    Instant signedAt() {
        return parse(time).orElseThrow();
    }

    /** An instant as signatures write it. */
    static String format(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** The session token that a request carries; empty for none. */
    static String token(WireRequest http) {
        return http.header("X-Amz-Security-Token")
                .or(() -> http.parameter("X-Amz-Security-Token"))
                .orElse("");
    }
}
