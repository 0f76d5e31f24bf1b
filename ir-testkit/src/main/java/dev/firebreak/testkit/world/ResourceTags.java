package dev.firebreak.testkit.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The tags of every EC2 resource of a Region, by resource id. */
public final class ResourceTags {
    private final SortedMap<String, SortedMap<String, String>> byResource = new TreeMap<>();

    ResourceTags() {}

    /** The tags of a resource, by key; empty when it has none. */
    public SortedMap<String, String> of(String resourceId) {
        return Collections.unmodifiableSortedMap(byResource.getOrDefault(resourceId, Collections.emptySortedMap()));
    }

    /** The tags of a resource as the EC2 API gives them. */
    public List<Tag> list(String resourceId) {
        var tags = new ArrayList<Tag>();
        of(resourceId).forEach((key, value) -> tags.add(tag(key, value)));
        return tags;
    }

    /** All tagged resources with their tags. */
    public SortedMap<String, SortedMap<String, String>> all() {
        return Collections.unmodifiableSortedMap(byResource);
    }

    /** Sets one tag. */
    public void put(String resourceId, String key, String value) {
        byResource.computeIfAbsent(resourceId, made -> new TreeMap<>()).put(key, value);
    }

    /** Removes one tag, if the resource has it. */
    public void remove(String resourceId, String key) {
        SortedMap<String, String> tags = byResource.getOrDefault(resourceId, new TreeMap<>());
        tags.remove(key);
        if (tags.isEmpty()) {
            byResource.remove(resourceId);
        }
    }

    /** Removes all tags of a resource, as happens when the resource goes. */
    public void forget(String resourceId) {
        byResource.remove(resourceId);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
