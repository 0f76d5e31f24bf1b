package dev.firebreak.testkit.signature;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService.Protocol;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks the signature of one request against the secret of the key that it names. */
final class SignatureCheck {
    private static final Duration ALLOWED_SKEW = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final WireRequest http;
    private final Signature signature;
    private final SignatureErrors errors;

    SignatureCheck(WireRequest http, Signature signature, Protocol protocol) {
        this.http = http;
        this.signature = signature;
        this.errors = new SignatureErrors(protocol);
    }

    /** Refuses a key that may not sign any more. */
    void checkUsable(Caller.Credential credential, Instant now) {
        Session session = credential.session();
        if (!credential.active()) {
            throw errors.unknownKey();
        }
        if (session != null && session.expiredAt(now)) {
            throw errors.expiredSession();
        }
    }

    /**
     * Refuses a request whose token, time or signature is not what it must be.
     *
     * @throws AwsError as the service words it
     */
    void check(Caller.Credential credential, Instant now) {
        checkToken(credential.session());
        checkUsable(credential, now);
        checkTime(now);
        checkSignature(credential.secret());
    }

    private void checkToken(@Nullable Session session) {
        String token = Signature.token(http);
        if (session != null && token.isEmpty()) {
            throw errors.unknownKey();
        }
        if (!token.equals(session == null ? "" : session.token())) {
            throw errors.wrongToken();
        }
    }

    private void checkTime(Instant now) {
        Instant signed = signature.signedAt();
        if (signature.expires().isPresent()) {
            checkValidity(signed, Duration.ofSeconds(signature.expires().getAsLong()), now);
        } else if (Duration.between(signed, now).abs().compareTo(ALLOWED_SKEW) > 0) {
            throw errors.skewed(signature, now, ALLOWED_SKEW);
        }
    }

    private void checkValidity(Instant signed, Duration valid, Instant now) {
        if (valid.compareTo(LONGEST) > 0) {
            throw errors.tooLongValid();
        }
        if (now.isAfter(signed.plus(valid)) || now.plus(ALLOWED_SKEW).isBefore(signed)) {
            throw errors.outsideItsTime(signature, now, valid);
        }
    }

    private void checkSignature(String secret) {
        var key = new SigningKey(secret, signature);
        String canonical = new CanonicalRequest(http, signature).text();
        if (!signature.signedHeaders().contains("host")
                || !Digests.same(key.sign(Signature.ALGORITHM, Digests.sha256(canonical)), signature.value())) {
            throw errors.mismatch();
        }
        checkPayload(key);
    }

    private void checkPayload(SigningKey key) {
        String said = http.header("x-amz-content-sha256").orElse("");
        if (said.startsWith("STREAMING-AWS4-HMAC-SHA256-PAYLOAD")) {
            if (!new ChunkSignatures(http.body(), key, signature.value()).hold()) {
                throw errors.mismatch();
            }
        } else if (said.matches("[0-9a-f]{64}") && !said.equals(Digests.sha256(http.body()))) {
            throw errors.otherContent();
        }
    }
}
