package dev.firebreak.testkit.world.s3;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The S3 buckets of a world. A name exists once, in whichever account. */
public final class Buckets {
    private final Map<String, Bucket> byName = new HashMap<>();
    private final Map<String, SortedMap<String, Bucket>> byOwner = new HashMap<>();

    /** Nothing yet. */
    public Buckets() {}

    /** The bucket with this name, of whichever account. */
    public Optional<Bucket> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The buckets of an account, by name. */
    public SortedMap<String, Bucket> ownedBy(String accountId) {
        return byOwner.getOrDefault(accountId, Collections.emptySortedMap());
    }

    /** Adds a bucket. */
    public void add(Bucket bucket) {
        byName.put(bucket.name(), bucket);
        byOwner.computeIfAbsent(bucket.owner().id(), made -> new TreeMap<>()).put(bucket.name(), bucket);
    }

    /** Removes a bucket. */
    public void remove(Bucket bucket) {
        byName.remove(bucket.name());
        ownedBy(bucket.owner().id()).remove(bucket.name());
    }
}
