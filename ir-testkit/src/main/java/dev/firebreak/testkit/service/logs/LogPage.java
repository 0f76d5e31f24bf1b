package dev.firebreak.testkit.service.logs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on the page
 * @param nextToken what asks for the next page; null on the last
 */
record LogPage<T>(List<T> items, @Nullable String nextToken) {

    /** The page that the parameters ask for; {@code most} is also the default. */
    static <T> LogPage<T> of(List<T> all, @Nullable Integer limit, @Nullable String token, int most) {
        if (limit != null && (limit < 1 || limit > most)) {
            throw LogErrors.constraint(
                    limit.toString(),
                    "limit",
                    limit < 1
                            ? "Member must have value greater than or equal to 1"
                            : "Member must have value less than or equal to " + most);
        }
        int start = Math.min(token == null ? 0 : offset(token), all.size());
        int end = Math.min(start + (limit == null ? most : limit), all.size());
        return new LogPage<>(List.copyOf(all.subList(start, end)), end < all.size() ? token(end) : null);
    }

    private static String token(int offset) {
        return Base64.getUrlEncoder().encodeToString(("page:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.substring("page:".length()));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException malformed) {
            throw LogErrors.invalid("The specified nextToken is invalid.");
        }
    }
}
