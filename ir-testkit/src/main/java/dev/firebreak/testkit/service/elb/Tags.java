package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** The rules for tags of Elastic Load Balancing. */
final class Tags {
    private static final int MOST = 50;

    private Tags() {}

    static void checkNew(List<Tag> tags) {
        check(new TreeMap<>(), tags);
    }

    /** Refuses repeated and reserved keys, and more than 50 tags. */
    static void check(SortedMap<String, String> present, List<Tag> tags) {
        var keys = new HashSet<String>();
        for (Tag tag : tags) {
            String key = ElbErrors.required(tag.key(), "tags.1.member.key");
            if (!keys.add(key)) {
                throw AwsError.of("DuplicateTagKeys", "Tag key was specified more than once: %s", key);
            }
            if (key.startsWith("aws:")) {
                throw ElbErrors.invalid("Tag key cannot start with 'aws:'");
            }
        }
        keys.addAll(present.keySet());
        if (keys.size() > MOST) {
            throw AwsError.of(
                    "TooManyTags",
                    "The quota for the number of tags that can be assigned to a load balancer has been reached");
        }
    }

    static void put(SortedMap<String, String> present, List<Tag> tags) {
        tags.forEach(tag -> present.put(tag.key(), tag.value() == null ? "" : tag.value()));
    }

    static List<Tag> list(SortedMap<String, String> tags) {
        return tags.entrySet().stream()
                .map(each ->
                        Tag.builder().key(each.getKey()).value(each.getValue()).build())
                .toList();
    }
}
