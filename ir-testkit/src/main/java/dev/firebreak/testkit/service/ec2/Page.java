package dev.firebreak.testkit.service.ec2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * One page of a Describe answer.
 *
 * @param items the resources on the page
 * @param nextToken what asks for the next page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String nextToken) {
    private static final int MOST = 1000;

    /**
     * What a Describe call asks for.
     *
     * @param ids the resources; all when there are none
     * @param filters what they must match
     * @param maxResults how many at a time; null for as many as there are
     * @param token where to go on; null for the beginning
     */
    public record Query(
            List<String> ids,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String token) {
        /** How many resources the page has at most. */
        int size() {
            if (maxResults == null || maxResults == 0) {
                return token == null ? Integer.MAX_VALUE : MOST;
            }
            return Math.min(maxResults, MOST);
        }

        /** The position after which the page begins. */
        long after() {
            return token == null ? -1 : offset(token);
        }

        /** The same query, refused when it asks for too few at a time. */
        public Query atLeast(int least) {
            checkLeast(maxResults, least);
            return this;
        }
    }

    /** The page that the parameters ask for; {@code least} is the smallest {@code MaxResults} that the operation takes. */
    public static <T> Page<T> of(List<T> all, @Nullable Integer maxResults, @Nullable String token, int least) {
        checkLeast(maxResults, least);
        var query = new Query(List.of(), List.of(), maxResults, token);
        int start = (int) Math.min(token == null ? 0 : offset(token), all.size());
        int end = (int) Math.min((long) start + query.size(), all.size());
        return new Page<>(List.copyOf(all.subList(start, end)), end < all.size() ? token(end) : null);
    }

    private static void checkLeast(@Nullable Integer maxResults, int least) {
        if (maxResults != null && maxResults < least) {
            throw Refusals.value(
                    "Value ( %d ) for parameter maxResults is invalid. Expecting a value greater than %d.",
                    maxResults, least);
        }
    }

    /** The same page with its items written as the API gives them. */
    public <R> List<R> map(Function<T, R> view) {
        return items.stream().map(view).toList();
    }

    static String token(long offset) {
        return Base64.getUrlEncoder().encodeToString(("page:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static long offset(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (!text.matches("page:\\d{1,18}")) {
                throw Refusals.value("Unable to parse pagination token");
            }
            return Long.parseLong(text.substring("page:".length()));
        } catch (IllegalArgumentException malformed) {
            throw Refusals.value("Unable to parse pagination token");
        }
    }
}
