package dev.firebreak.testkit.world.ec2;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;

/**
 * A launch template.
 *
 * @param id the template id
 * @param name the template name
 * @param versions what each version launches, by its number
 * @param defaultNumber the number of the default version
 * @param made how many versions were ever made; numbers are not used again
 */
public record LaunchTemplateVersions(
        String id, String name, SortedMap<Long, Version> versions, long defaultNumber, long made) {
    /**
     * A version.
     *
     * @param number its number
     * @param data what it launches
     * @param description what its maker says about it
     * @param created when it was made
     * @param creator the ARN of who made it
     */
    public record Version(
            long number,
            RequestLaunchTemplateData data,
            @Nullable String description,
            Instant created,
            String creator) {}

    /** A template whose versions nobody can change. */
    public LaunchTemplateVersions {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
    }

    /** A template with its first version, which is the default. */
    public LaunchTemplateVersions(String id, String name, Version first) {
        this(id, name, new TreeMap<>(Map.of(1L, first)), 1, 1);
    }

    /** The number of the latest version. */
    public long latest() {
        return versions.lastKey();
    }

    /** When the template was made. */
    public Instant created() {
        return versions.values().iterator().next().created();
    }

    /** The template with one more version, or with one in place of that with the same number. */
    public LaunchTemplateVersions with(Version version) {
        var more = new TreeMap<>(versions);
        more.put(version.number(), version);
        return new LaunchTemplateVersions(id, name, more, defaultNumber, Math.max(made, version.number()));
    }

    /** The template without a version. */
    public LaunchTemplateVersions without(long number) {
        var fewer = new TreeMap<>(versions);
        fewer.remove(number);
        return new LaunchTemplateVersions(id, name, fewer, defaultNumber, made);
    }

    /** The template with another default version. */
    public LaunchTemplateVersions withDefault(long number) {
        return new LaunchTemplateVersions(id, name, versions, number, made);
    }

    /** The version named by its number, {@code $Default} or {@code $Latest}; the default version when nothing is named. */
    public Optional<Version> find(String version) {
        long number =
                switch (version) {
                    case "", "$Default" -> defaultNumber;
                    case "$Latest" -> latest();
                    default -> version.matches("\\d{1,6}") ? Long.parseLong(version) : 0;
                };
        return Optional.ofNullable(versions.get(number));
    }

    /** What the version named so launches. */
    public Optional<RequestLaunchTemplateData> version(String version) {
        return find(version).map(Version::data);
    }
}
