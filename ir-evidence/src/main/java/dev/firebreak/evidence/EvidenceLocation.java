package dev.firebreak.evidence;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where an item lies.
 *
 * @param uri names the place, such as {@code s3://bucket/key} or a {@code file:} URI
 * @param attributes what else names or protects this very copy, such as {@code versionId}, {@code account}, {@code region},
 *     {@code kmsKey}, {@code objectLockMode} and {@code retainUntil}; no secrets
 */
public record EvidenceLocation(String uri, SortedMap<String, String> attributes) {
    /** Copies the attributes. */
    public EvidenceLocation {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** A place that its URI names completely. */
    public static EvidenceLocation of(String uri) {
        return of(uri, Map.of());
    }

    /** A place that has these attributes. */
    public static EvidenceLocation of(String uri, Map<String, String> attributes) {
        return new EvidenceLocation(uri, new TreeMap<>(attributes));
    }
}
