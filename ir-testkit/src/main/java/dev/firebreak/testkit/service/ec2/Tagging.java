package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ResourceTags;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/**
 * The rules for tags: at most 50 a resource, keys up to 128 and values up to 256 characters, and no key of AWS's own
 * (docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html, "Tag restrictions").
 */
public final class Tagging {
    private static final int MOST = 50;
    private static final String RESERVED = "aws:";

    private Tagging() {}

    /** Refuses tag specifications that the operation cannot take, before anything is made. */
    public static void check(List<TagSpecification> specifications, String... resourceTypes) {
        for (TagSpecification specification : specifications) {
            String type = specification.resourceTypeAsString();
            if (type == null || !Arrays.asList(resourceTypes).contains(type)) {
                throw Refusals.value("'%s' is not a valid taggable resource type for this operation.", type);
            }
            check(specification.tags());
        }
    }

    /** Puts the tags that are specified for a type on a resource that was made. */
    public static void apply(Call call, List<TagSpecification> specifications, String resourceType, String resourceId) {
        specifications.stream()
                .filter(specification -> resourceType.equals(specification.resourceTypeAsString()))
                .forEach(specification -> put(call, resourceId, specification.tags()));
    }

    /** Refuses tags with reserved, repeated or over-long parts. */
    public static void check(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            checkKey(tag);
            if (!keys.add(tag.key())) {
                throw Refusals.value("Duplicate tag key '%s' specified.", tag.key());
            }
        }
        if (keys.size() > MOST) {
            throw tooMany();
        }
    }

    /** Puts checked tags on a resource. */
    public static void put(Call call, String resourceId, Collection<Tag> tags) {
        ResourceTags all = call.region().ec2().tags();
        tags.forEach(tag -> all.put(resourceId, tag.key(), value(tag)));
    }

    /** Refuses tags that would take a resource over its limit; AWS's own tags do not count. */
    public static void checkRoom(Call call, String resourceId, List<Tag> tags) {
        Set<String> keys =
                new HashSet<>(call.region().ec2().tags().of(resourceId).keySet());
        keys.removeIf(Tagging::reserved);
        tags.forEach(tag -> keys.add(tag.key()));
        if (keys.size() > MOST) {
            throw tooMany();
        }
    }

    public static boolean reserved(String key) {
        return key.regionMatches(true, 0, RESERVED, 0, RESERVED.length());
    }

    public static String value(Tag tag) {
        return tag.value() == null ? "" : tag.value();
    }

    private static void checkKey(Tag tag) {
        String key = Refusals.required(tag.key(), "Tag.1.Key");
        if (reserved(key)) {
            throw Refusals.value("Tag keys starting with 'aws:' are reserved for internal use");
        }
        if (key.isEmpty() || key.length() > 128) {
            throw Refusals.value("Tag key exceeds the maximum length of 128 characters");
        }
        if (value(tag).length() > 256) {
            throw Refusals.value("Tag value exceeds the maximum length of 256 characters");
        }
    }

    private static AwsError tooMany() {
        return AwsError.of("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
    }
}
