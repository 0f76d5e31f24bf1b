package dev.firebreak.testkit.service.secretsmanager;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The value of a secret: a text or bytes.
 *
 * @param text the text; null when it is bytes
 * @param bytes the bytes; null when it is a text
 */
record SecretValue(@Nullable String text, @Nullable SdkBytes bytes) {
    private static final int MOST = 65_536;

    /** The value in a request, which may have none. */
    static Optional<SecretValue> of(@Nullable String text, @Nullable SdkBytes bytes) {
        if (text != null && bytes != null) {
            throw SecretErrors.parameter(
                    "You can't specify both a binary secret value and a string secret value in the same secret.");
        }
        if (text == null && bytes == null) {
            return Optional.empty();
        }
        var value = new SecretValue(text, bytes);
        if (value.plain().asByteArrayUnsafe().length > MOST) {
            throw SecretErrors.parameter("The secret value is longer than %d bytes.", MOST);
        }
        return Optional.of(value);
    }

    SdkBytes plain() {
        return bytes != null ? bytes : SdkBytes.fromUtf8String(text == null ? "" : text);
    }
}
