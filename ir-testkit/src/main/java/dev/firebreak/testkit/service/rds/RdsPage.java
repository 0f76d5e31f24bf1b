package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.PageToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a Describe answer.
 *
 * @param items what is on the page
 * @param marker what asks for the next page; null on the last
 */
record RdsPage<T>(List<T> items, @Nullable String marker) {
    private static final int LEAST = 20;
    private static final int MOST = 100;

    static <T> RdsPage<T> of(List<T> all, @Nullable Integer maxRecords, @Nullable String marker) {
        if (maxRecords != null && (maxRecords < LEAST || maxRecords > MOST)) {
            throw RdsErrors.value("Invalid value %d for MaxRecords. Must be between 20 and 100", maxRecords);
        }
        int start = Math.min(marker == null ? 0 : offset(marker), all.size());
        int end = Math.min(start + (maxRecords == null ? MOST : maxRecords), all.size());
        return new RdsPage<>(List.copyOf(all.subList(start, end)), end < all.size() ? PageToken.of("rds", end) : null);
    }

    private static int offset(String marker) {
        return PageToken.offset("rds", marker)
                .orElseThrow(() -> RdsErrors.value("The Marker provided in the request is invalid"));
    }
}
