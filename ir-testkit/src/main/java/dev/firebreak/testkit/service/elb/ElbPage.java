package dev.firebreak.testkit.service.elb;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a Describe answer: up to 400 resources.
 *
 * @param items the resources on the page
 * @param nextMarker what asks for the next page; null on the last
 */
record ElbPage<T>(List<T> items, @Nullable String nextMarker) {
    private static final int MOST = 400;

    static <T> ElbPage<T> of(List<T> all, @Nullable Integer pageSize, @Nullable String marker) {
        if (pageSize != null && (pageSize < 1 || pageSize > MOST)) {
            throw ElbErrors.invalid(
                    "1 validation error detected: Value '%d' at 'pageSize' failed to satisfy constraint: Member must have value between 1 and %d",
                    pageSize, MOST);
        }
        int start = Math.min(marker == null ? 0 : offset(marker), all.size());
        int end = Math.min(all.size(), start + (pageSize == null ? MOST : pageSize));
        return new ElbPage<>(List.copyOf(all.subList(start, end)), end < all.size() ? marker(end) : null);
    }

    private static String marker(int offset) {
        return Base64.getEncoder().encodeToString(("marker:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String marker) {
        try {
            String text = new String(Base64.getDecoder().decode(marker), StandardCharsets.UTF_8);
            if (text.matches("marker:\\d{1,9}")) {
                return Integer.parseInt(text.substring("marker:".length()));
            }
        } catch (IllegalArgumentException malformed) {
            // refused below
        }
        throw ElbErrors.invalid("Invalid marker '%s'", marker);
    }
}
