package dev.firebreak.testkit.service.s3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of keys, those with a common prefix rolled up.
 *
 * @param keys the keys
 * @param prefixes the common prefixes
 * @param last the last key or prefix on the page
 * @param truncated whether there are more
 */
record KeyListing(List<String> keys, Set<String> prefixes, String last, boolean truncated) {
    private static final int MOST = 1000;

    /**
     * What to list.
     *
     * @param prefix what keys must begin with
     * @param delimiter up to where keys are rolled up
     * @param maxKeys the size of the page
     */
    record Query(
            @Nullable String prefix,
            @Nullable String delimiter,
            @Nullable Integer maxKeys) {
        Query {
            if (maxKeys != null && maxKeys < 0) {
                throw S3Errors.invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647");
            }
        }

        int limit() {
            return maxKeys == null ? MOST : Math.min(maxKeys, MOST);
        }

        boolean includes(String key) {
            return prefix == null || key.startsWith(prefix);
        }

        /** The common prefix that a key is rolled up into; null when it is not. */
        @Nullable
        String common(String key) {
            if (delimiter == null || delimiter.isEmpty()) {
                return null;
            }
            int end = key.indexOf(delimiter, prefix == null ? 0 : prefix.length());
            return end < 0 ? null : key.substring(0, end + delimiter.length());
        }
    }

    /** Lists sorted keys that come after the given one; a common prefix given there is not listed again. */
    static KeyListing of(Collection<String> sorted, @Nullable String after, Query query) {
        List<String> keys = new ArrayList<>();
        Set<String> prefixes = new LinkedHashSet<>();
        String last = "";
        for (String key : sorted) {
            String common = query.common(key);
            String item = common == null ? key : common;
            boolean listed = after != null && item.compareTo(after) <= 0;
            if (!query.includes(key) || listed || prefixes.contains(item)) {
                continue;
            }
            if (keys.size() + prefixes.size() == query.limit()) {
                return new KeyListing(keys, prefixes, last, query.limit() > 0);
            }
            (common == null ? keys : prefixes).add(item);
            last = item;
        }
        return new KeyListing(keys, prefixes, last, false);
    }
}
