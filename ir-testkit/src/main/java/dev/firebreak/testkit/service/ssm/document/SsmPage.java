package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an answer.
 *
 * @param items what is on the page
 * @param nextToken what asks for the next page; null on the last
 */
public record SsmPage<T>(List<T> items, @Nullable String nextToken) {
    private static final String PREFIX = "ssm-page:";

    /**
     * The page that a request asks for.
     *
     * @param maxResults how many it wants; null for as many as there may be
     * @param most how many there may be
     */
    public static <T> SsmPage<T> of(List<T> all, @Nullable Integer maxResults, @Nullable String token, int most) {
        return of(all, maxResults, token, new Bounds(1, most));
    }

    /** The page that a request asks for, when it may not ask for less than some. */
    public static <T> SsmPage<T> of(List<T> all, @Nullable Integer maxResults, @Nullable String token, Bounds bounds) {
        if (maxResults != null && (maxResults < bounds.least() || maxResults > bounds.most())) {
            String side = maxResults < bounds.least()
                    ? "greater than or equal to " + bounds.least()
                    : "less than or equal to " + bounds.most();
            throw SsmErrors.validation("maxResults", maxResults, "Member must have value " + side);
        }
        int start = Math.min(token == null ? 0 : offset(token), all.size());
        int end = Math.min(start + (maxResults == null ? bounds.most() : maxResults), all.size());
        return new SsmPage<>(List.copyOf(all.subList(start, end)), end < all.size() ? token(end) : null);
    }

    /**
     * How many items a request may ask for.
     *
     * @param least the fewest
     * @param most the most
     */
    public record Bounds(int least, int most) {}

    private static String token(int offset) {
        return Base64.getEncoder().encodeToString((PREFIX + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(PREFIX)) {
                return Integer.parseInt(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException notOurs) {
            throw AwsError.of("InvalidNextToken", "The specified token isn't valid.");
        }
        throw AwsError.of("InvalidNextToken", "The specified token isn't valid.");
    }
}
