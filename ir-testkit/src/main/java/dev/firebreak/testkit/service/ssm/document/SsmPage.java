package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.PageToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an answer.
 *
 * @param items what is on the page
 * @param nextToken what asks for the next page; null on the last
 */
public record SsmPage<T>(List<T> items, @Nullable String nextToken) {

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
        return new SsmPage<>(List.copyOf(all.subList(start, end)), end < all.size() ? PageToken.of("ssm", end) : null);
    }

    /**
     * How many items a request may ask for.
     *
     * @param least the fewest
     * @param most the most
     */
    public record Bounds(int least, int most) {}

    private static int offset(String token) {
        return PageToken.offset("ssm", token)
                .orElseThrow(() -> AwsError.of("InvalidNextToken", "The specified token isn't valid."));
    }
}
