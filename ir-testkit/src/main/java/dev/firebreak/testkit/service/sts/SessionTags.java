package dev.firebreak.testkit.service.sts;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.Session;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * The tags that a session gets.
 *
 * <p>See "Pass session tags in AWS STS" in the IAM User Guide: the case of keys does not matter.
 */
final class SessionTags {
    private static final int TAGS = 50;
    private static final int KEY = 128;
    private static final int VALUE = 256;

    private SessionTags() {}

    /** The tags of a session that inherits none. */
    static Session.Tags of(List<Tag> tags) {
        return new Session.Tags(checked(tags), Set.of());
    }

    /** The tags of a session of a role: those given, and those that the caller's session passes on. */
    static Session.Tags chained(Caller caller, List<Tag> tags, List<String> transitiveKeys) {
        Map<String, String> all = checked(tags);
        Set<String> transitive = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        transitive.addAll(transitiveKeys);
        if (!all.keySet().containsAll(transitive)) {
            throw AwsError.of(
                    "InvalidParameterValue",
                    "The specified transitive tag key must be included in the requested tags.");
        }
        Map<String, String> inherited = inherited(caller).values();
        if (inherited.keySet().stream().anyMatch(all::containsKey)) {
            throw AwsError.of(
                    "InvalidParameterValue",
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag "
                            + "key from the calling session.");
        }
        all.putAll(inherited);
        transitive.addAll(inherited.keySet());
        return new Session.Tags(all, transitive);
    }

    /** What the caller's own session passes on. */
    static Session.Tags inherited(Caller caller) {
        Session.Tags own =
                caller.session().map(session -> session.context().tags()).orElse(Session.Tags.NONE);
        Map<String, String> passed = caseless();
        passed.putAll(own.values());
        Set<String> transitive = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        transitive.addAll(own.transitive());
        passed.keySet().retainAll(transitive);
        return new Session.Tags(passed, own.transitive());
    }

    static List<String> keys(List<Tag> tags) {
        return tags.stream().map(Tag::key).toList();
    }

    private static Map<String, String> checked(List<Tag> tags) {
        if (tags.size() > TAGS) {
            throw IamErrors.constraint("tags", "Member must have length less than or equal to " + TAGS);
        }
        Map<String, String> checked = caseless();
        for (Tag tag : tags) {
            check(tag);
            if (checked.put(tag.key(), tag.value()) != null) {
                throw AwsError.of(
                        "InvalidParameterValue",
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return checked;
    }

    private static void check(Tag tag) {
        if (tag.key() == null || tag.value() == null) {
            throw IamErrors.constraint(
                    tag.key() == null ? "tags.1.member.key" : "tags.1.member.value", "Member must not be null");
        }
        if (tag.key().isEmpty() || tag.key().length() > KEY) {
            throw IamErrors.constraint("tags.1.member.key", "Member must have length less than or equal to " + KEY);
        }
        if (tag.value().length() > VALUE) {
            throw IamErrors.constraint("tags.1.member.value", "Member must have length less than or equal to " + VALUE);
        }
    }

    private static Map<String, String> caseless() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }
}
