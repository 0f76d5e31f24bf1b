package dev.firebreak.testkit.service.ec2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a Describe answer.
 *
 * @param items the resources on the page
 * @param nextToken what asks for the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String nextToken) {
    private static final int MOST = 1000;

    /** The page that the parameters ask for; {@code least} is the smallest {@code MaxResults} that the operation takes. */
    public static <T> Page<T> of(List<T> all, @Nullable Integer maxResults, @Nullable String token, int least) {
        if (maxResults != null && maxResults < least) {
            throw Refusals.value(
                    "Value ( %d ) for parameter maxResults is invalid. Expecting a value greater than %d.",
                    maxResults, least);
        }
        int size = maxResults == null || maxResults == 0
                ? (token == null ? all.size() : MOST)
                : Math.min(maxResults, MOST);
        int start = Math.min(token == null ? 0 : offset(token), all.size());
        int end = Math.min(start + size, all.size());
        return new Page<>(List.copyOf(all.subList(start, end)), end < all.size() ? token(end) : null);
    }

    /** The same page with its items written as the API gives them. */
    public <R> List<R> map(Function<T, R> view) {
        return items.stream().map(view).toList();
    }

    private static String token(int offset) {
        return Base64.getUrlEncoder().encodeToString(("page:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.substring("page:".length()));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException malformed) {
            throw Refusals.value("Unable to parse pagination token");
        }
    }
}
