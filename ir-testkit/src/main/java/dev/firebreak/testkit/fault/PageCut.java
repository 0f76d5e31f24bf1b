package dev.firebreak.testkit.fault;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How much of a page is answered first. */
enum PageCut {
    HALF,
    NOTHING;

    int kept(int size) {
        return this == HALF ? size / 2 : 0;
    }

    /**
     * Where a cut page goes on.
     *
     * @param cut how it was cut
     * @param page the token of the whole page; empty for the first
     */
    record Rest(PageCut cut, String page) {
        private static final String MARK = "rest:";

        String token() {
            return Base64.getEncoder().encodeToString((MARK + cut + ":" + page).getBytes(StandardCharsets.UTF_8));
        }

        static Optional<Rest> of(String token) {
            try {
                String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
                String[] parts = text.split(":", 3);
                return text.startsWith(MARK) && parts.length == 3
                        ? Optional.of(new Rest(PageCut.valueOf(parts[1]), parts[2]))
                        : Optional.empty();
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
        }
    }
}
