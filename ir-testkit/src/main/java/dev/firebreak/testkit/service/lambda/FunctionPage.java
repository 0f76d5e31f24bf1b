package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.PageToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on the page
 * @param nextMarker what asks for the next page; null on the last
 */
record FunctionPage<T>(List<T> items, @Nullable String nextMarker) {
    private static final int MOST = 50;

    static <T> FunctionPage<T> of(List<T> all, @Nullable Integer maxItems, @Nullable String marker) {
        if (maxItems != null && maxItems < 1) {
            throw FunctionErrors.validation("maxItems", maxItems, "Member must have value greater than or equal to 1");
        }
        int start = Math.min(marker == null || marker.isEmpty() ? 0 : offset(marker), all.size());
        int end = Math.min(start + Math.min(maxItems == null ? MOST : maxItems, MOST), all.size());
        return new FunctionPage<>(
                List.copyOf(all.subList(start, end)), end < all.size() ? PageToken.of("lambda", end) : null);
    }

    private static int offset(String marker) {
        return PageToken.offset("lambda", marker).orElseThrow(() -> FunctionErrors.invalid("Invalid pagination token"));
    }
}
