package dev.firebreak.testkit.service.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
    private static final String PREFIX = "lambda-page:";

    static <T> FunctionPage<T> of(List<T> all, @Nullable Integer maxItems, @Nullable String marker) {
        if (maxItems != null && maxItems < 1) {
            throw FunctionErrors.validation("maxItems", maxItems, "Member must have value greater than or equal to 1");
        }
        int start = Math.min(marker == null || marker.isEmpty() ? 0 : offset(marker), all.size());
        int end = Math.min(start + Math.min(maxItems == null ? MOST : maxItems, MOST), all.size());
        return new FunctionPage<>(List.copyOf(all.subList(start, end)), end < all.size() ? marker(end) : null);
    }

    private static String marker(int offset) {
        return Base64.getEncoder().encodeToString((PREFIX + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String marker) {
        try {
            String text = new String(Base64.getDecoder().decode(marker), StandardCharsets.UTF_8);
            if (text.startsWith(PREFIX)) {
                return Integer.parseInt(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException notOurs) {
            throw FunctionErrors.invalid("Invalid pagination token");
        }
        throw FunctionErrors.invalid("Invalid pagination token");
    }
}
