package dev.firebreak.testkit.signature;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The key of one secret, day, Region and service, by which the texts of a request are signed. */
final class SigningKey {
    private final byte[] key;
    private final Signature signature;

    SigningKey(String secret, Signature signature) {
        Signature.Scope scope = signature.scope();
        byte[] day = Digests.hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), scope.date());
        byte[] service = Digests.hmac(Digests.hmac(day, scope.region()), scope.service());
        this.key = Digests.hmac(service, "aws4_request");
        this.signature = signature;
    }

    /** Signs under an algorithm's name; the lines follow the time and the scope. */
    String sign(String algorithm, String... lines) {
        String text =
                String.join("\n", algorithm, signature.time(), signature.scope().text(), String.join("\n", lines));
        return HexFormat.of().formatHex(Digests.hmac(key, text));
    }
}
