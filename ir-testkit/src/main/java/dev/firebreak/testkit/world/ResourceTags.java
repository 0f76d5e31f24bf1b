package dev.firebreak.testkit.world;

import dev.firebreak.testkit.world.lag.Lag;
import dev.firebreak.testkit.world.lag.Past;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The tags of every EC2 resource of a Region, by resource id, and the resources of every tag. */
public final class ResourceTags {
    private final Map<String, SortedMap<String, String>> byResource = new HashMap<>();
    private final NavigableSet<Entry> byTag = new TreeSet<>(
            Comparator.comparing(Entry::key).thenComparing(Entry::value).thenComparing(Entry::resource));
    private @Nullable Past<String, SortedMap<String, String>, ResourceTags> past;

    private record Entry(String key, String value, String resource) {}

    /** No tags yet. */
    public ResourceTags() {}

    /** From now on shows readers in the past the tags of then. */
    public void lagging(Lag lag) {
        past = Past.of(lag);
    }

    private ResourceTags seen() {
        return past == null ? this : past.seen(this, this::before);
    }

    private ResourceTags before(Map<String, Optional<SortedMap<String, String>>> hidden) {
        var then = new ResourceTags();
        var tags = new HashMap<>(byResource);
        hidden.forEach((resource, before) ->
                before.ifPresentOrElse(old -> tags.put(resource, old), () -> tags.remove(resource)));
        tags.forEach((resource, all) -> all.forEach((key, value) -> then.put(resource, key, value)));
        return then;
    }

    private void note(String resourceId) {
        if (past != null) {
            SortedMap<String, String> tags = byResource.get(resourceId);
            past.note(resourceId, tags == null ? null : new TreeMap<>(tags));
        }
    }

    /** The tags of a resource, by key; empty when it has none. */
    public SortedMap<String, String> of(String resourceId) {
        return Collections.unmodifiableSortedMap(
                seen().byResource.getOrDefault(resourceId, Collections.emptySortedMap()));
    }

    /** The tags of a resource as the EC2 API gives them. */
    public List<Tag> list(String resourceId) {
        var tags = new ArrayList<Tag>();
        of(resourceId).forEach((key, value) -> tags.add(tag(key, value)));
        return tags;
    }

    /** All tagged resources with their tags. */
    public SortedMap<String, SortedMap<String, String>> all() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(seen().byResource));
    }

    /** The ids of the resources, of any kind, that have a tag with this key and value; no more than {@code most}. */
    public List<String> with(String key, String value, int most) {
        return seen().byTag.subSet(new Entry(key, value, ""), true, new Entry(key, value + '\0', ""), false).stream()
                .limit(most)
                .map(Entry::resource)
                .toList();
    }

    /** Sets one tag. */
    public void put(String resourceId, String key, String value) {
        note(resourceId);
        String old =
                byResource.computeIfAbsent(resourceId, made -> new TreeMap<>()).put(key, value);
        if (old != null) {
            byTag.remove(new Entry(key, old, resourceId));
        }
        byTag.add(new Entry(key, value, resourceId));
    }

    /** Removes one tag, if the resource has it. */
    public void remove(String resourceId, String key) {
        note(resourceId);
        SortedMap<String, String> tags = byResource.getOrDefault(resourceId, new TreeMap<>());
        String old = tags.remove(key);
        if (old != null) {
            byTag.remove(new Entry(key, old, resourceId));
        }
        if (tags.isEmpty()) {
            byResource.remove(resourceId);
        }
    }

    /** Removes all tags of a resource, as happens when the resource goes. */
    public void forget(String resourceId) {
        note(resourceId);
        SortedMap<String, String> tags = byResource.remove(resourceId);
        if (tags != null) {
            tags.forEach((key, value) -> byTag.remove(new Entry(key, value, resourceId)));
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
