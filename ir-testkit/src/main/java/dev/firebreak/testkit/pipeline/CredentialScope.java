package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.wire.WireRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the SigV4 signature of a request says about its sender.
 *
 * @param accessKeyId the access key id
 * @param region the Region that the request is signed for
 * @param service the signing name of the service
 */
record CredentialScope(String accessKeyId, String region, String service) {
    private static final Pattern HEADER = Pattern.compile("AWS4-HMAC-SHA256\\s+(?:.*,\\s*)?Credential=([^,\\s]+).*");
    private static final Pattern SCOPE = Pattern.compile("([^/]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");

    /** The scope in the {@code Authorization} header or, for a presigned request, in {@code X-Amz-Credential}. */
    static Optional<CredentialScope> of(WireRequest http) {
        Optional<String> signed = http.header("Authorization")
                .map(HEADER::matcher)
                .filter(Matcher::matches)
                .map(header -> header.group(1));
        return signed.or(() -> http.parameter("X-Amz-Credential"))
                .map(SCOPE::matcher)
                .filter(Matcher::matches)
                .map(scope -> new CredentialScope(scope.group(1), scope.group(2), scope.group(3)));
    }
}
