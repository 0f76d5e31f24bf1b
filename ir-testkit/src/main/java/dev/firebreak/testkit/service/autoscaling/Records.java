package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.AwsError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of an answer: 50 records unless {@code MaxRecords}, up to 100, says otherwise.
 *
 * @param items the records on the page
 * @param nextToken what asks for the next page; null on the last
 */
record Records<T>(List<T> items, @Nullable String nextToken) {
    private static final int USUAL = 50;
    private static final int MOST = 100;

    static <T> Records<T> page(List<T> all, @Nullable Integer maxRecords, @Nullable String token) {
        int start = token == null ? 0 : offset(token);
        int end = Math.min(all.size(), start + Math.min(maxRecords == null ? USUAL : maxRecords, MOST));
        return new Records<>(
                List.copyOf(all.subList(Math.min(start, end), end)), end < all.size() ? "records-" + end : null);
    }

    private static int offset(String token) {
        if (!token.matches("records-\\d{1,9}")) {
            throw AwsError.of("InvalidNextToken", "The NextToken value is not valid.");
        }
        return Integer.parseInt(token.substring("records-".length()));
    }
}
