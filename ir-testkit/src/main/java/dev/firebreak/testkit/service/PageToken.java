package dev.firebreak.testkit.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalInt;

/** The opaque tokens that lead from one page to the next: each service knows its own again, and no other's. */
public final class PageToken {
    private PageToken() {}

    /** The token for the page that begins at an offset. */
    public static String of(String service, int offset) {
        return Base64.getEncoder().encodeToString((service + "-page:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    /** The offset that a token leads to; empty when the service did not make it. */
    public static OptionalInt offset(String service, String token) {
        String prefix = service + "-page:";
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return text.startsWith(prefix)
                    ? OptionalInt.of(Integer.parseInt(text.substring(prefix.length())))
                    : OptionalInt.empty();
        } catch (IllegalArgumentException notOurs) {
            return OptionalInt.empty();
        }
    }
}
