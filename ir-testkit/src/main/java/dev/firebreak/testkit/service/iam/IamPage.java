package dev.firebreak.testkit.service.iam;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * <p>The marker holds the last key of the page before, not a position: what is deleted between two pages moves nothing.
 *
 * @param items what is on the page
 * @param marker where the next page begins; null on the last page
 */
public record IamPage<T>(List<T> items, @Nullable String marker) {
    private static final Comparator<String> ORDER =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());
    private static final String PREFIX = "after:";

    public boolean truncated() {
        return marker != null;
    }

    public static <T> IamPage<T> of(
            Collection<? extends T> all,
            Function<? super T, String> key,
            @Nullable String marker,
            @Nullable Integer max) {
        int size = size(max);
        String after = marker == null ? null : decode(marker);
        List<T> rest = all.stream()
                .filter(item -> after == null || ORDER.compare(key.apply(item), after) > 0)
                .sorted(Comparator.comparing(key, ORDER))
                .limit(size + 1L)
                .collect(Collectors.toList());
        if (rest.size() <= size) {
            return new IamPage<>(rest, null);
        }
        List<T> items = rest.subList(0, size);
        return new IamPage<>(items, encode(key.apply(items.get(size - 1))));
    }

    private static int size(@Nullable Integer max) {
        if (max != null && (max < 1 || max > 1000)) {
            throw IamErrors.constraint("maxItems", "Member must have value between 1 and 1000");
        }
        return max == null ? 100 : max;
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().encodeToString((PREFIX + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String marker) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
            if (text.startsWith(PREFIX)) {
                return text.substring(PREFIX.length());
            }
        } catch (IllegalArgumentException notOurs) {
            throw IamErrors.validation("Invalid Marker.");
        }
        throw IamErrors.validation("Invalid Marker.");
    }
}
