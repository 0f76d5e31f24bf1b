package dev.firebreak.testkit.service.ebs;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tokens stand for: a block of a snapshot, or where a list goes on.
 *
 * @param use what the token is good for
 * @param snapshotId the snapshot
 * @param index the block
 * @param expires when the token is no longer good
 */
record Token(String use, String snapshotId, int index, Instant expires) {
    static final String BLOCK = "block";
    static final String PAGE = "page";

    /** The token as text of the characters that tokens may have; no other can be made up. */
    String text() {
        String plain = plain();
        return Base64.getEncoder().encodeToString((plain + " " + seal(plain)).getBytes(StandardCharsets.UTF_8));
    }

    /** The token that a text is; empty when it is none, or is no longer good. */
    static Optional<Token> parse(@Nullable String text, Instant now) {
        try {
            String decoded = new String(Base64.getDecoder().decode(text == null ? "" : text), StandardCharsets.UTF_8);
            String[] parts = decoded.split(" ");
            if (parts.length != 5) {
                return Optional.empty();
            }
            var token = new Token(parts[0], parts[1], Integer.parseInt(parts[2]), Instant.parse(parts[3]));
            return Optional.of(token).filter(read -> seal(read.plain()).equals(parts[4]) && now.isBefore(read.expires));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private String plain() {
        return use + " " + snapshotId + " " + index + " " + expires;
    }

    private static String seal(String plain) {
        byte[] digest = Ebs.sha256(("sealed " + plain).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
    }
}
