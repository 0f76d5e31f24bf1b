package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.iam.IamEntity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Tag;

/** Checks IAM's parameters, by the limits of its model. */
public final class IamChecks {
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
    private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7e]+/");
    private static final String TAG_PATTERN = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
    private static final Pattern TAG_KEY = Pattern.compile(TAG_PATTERN + "+");
    private static final Pattern TAG_VALUE = Pattern.compile(TAG_PATTERN + "*");
    private static final int MAX_TAGS = 50;

    private IamChecks() {}

    /** A value that must be given. */
    public static String required(@Nullable String value, String field) {
        if (value == null) {
            throw IamErrors.constraint(field, "Member must not be null");
        }
        return value;
    }

    /** A name of letters, digits and the few signs that IAM allows. */
    public static String name(@Nullable String value, String field, int maxLength) {
        String name = required(value, field);
        if (name.isEmpty()) {
            throw IamErrors.constraint(field, "Member must have length greater than or equal to 1");
        }
        if (name.length() > maxLength) {
            throw IamErrors.constraint(field, "Member must have length less than or equal to " + maxLength);
        }
        if (!NAME.matcher(name).matches()) {
            throw IamErrors.validation(
                    "The specified value for %s is invalid. It must contain only alphanumeric characters and/or the "
                            + "following: +=,.@_-",
                    field);
        }
        return name;
    }

    /** A path, {@code /} when none is given. */
    public static String path(@Nullable String value) {
        if (value == null) {
            return "/";
        }
        if (value.length() > 512) {
            throw IamErrors.constraint("path", "Member must have length less than or equal to 512");
        }
        if (!PATH.matcher(value).matches()) {
            throw IamErrors.validation(
                    "The specified value for path is invalid. It must begin and end with / and contain "
                            + "only alphanumeric characters and/or / characters.");
        }
        return value;
    }

    /** The beginning of a path, {@code /} when none is given. */
    public static String pathPrefix(@Nullable String value) {
        if (value != null && !value.startsWith("/")) {
            throw IamErrors.validation(
                    "The specified value for pathPrefix is invalid. It must begin with / and contain "
                            + "only alphanumeric characters and/or / characters.");
        }
        return value == null ? "/" : value;
    }

    /** Sets tags of an entity. */
    public static void tag(IamEntity entity, List<Tag> tags) {
        tag(entity.tags(), entity.getClass().getSimpleName().replace("Iam", ""), tags);
    }

    /** Sets tags of a resource of this kind. Keys differ not by case, and keep the case last given. */
    public static void tag(SortedMap<String, String> present, String kind, List<Tag> tags) {
        checkTags(tags);
        Set<String> keys = caseInsensitive();
        keys.addAll(present.keySet());
        tags.forEach(tag -> keys.add(tag.key()));
        if (keys.size() > MAX_TAGS) {
            throw IamErrors.quota("TagsPer" + kind, MAX_TAGS);
        }
        tags.forEach(tag -> {
            present.remove(tag.key());
            present.put(tag.key(), tag.value());
        });
    }

    /** The tags of a new resource. */
    public static SortedMap<String, String> newTags(List<Tag> tags) {
        SortedMap<String, String> made = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        tag(made, "Resource", tags);
        return made;
    }

    /** Checks tags before the entity that is to have them is made. */
    public static void checkTags(List<Tag> tags) {
        if (tags.size() > MAX_TAGS) {
            throw IamErrors.constraint("tags", "Member must have length less than or equal to " + MAX_TAGS);
        }
        for (int index = 0; index < tags.size(); index++) {
            checkTag(tags.get(index), "tags." + (index + 1) + ".member.");
        }
        Set<String> keys = caseInsensitive();
        if (!tags.stream().allMatch(tag -> keys.add(tag.key()))) {
            throw IamErrors.invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }
    }

    /** Removes tags, where they are. */
    public static void untag(SortedMap<String, String> present, List<String> keys) {
        if (keys.isEmpty() || keys.size() > MAX_TAGS) {
            throw IamErrors.constraint("tagKeys", "Member must have length between 1 and " + MAX_TAGS);
        }
        keys.forEach(present::remove);
    }

    /** Now, to the second, as IAM tells times. */
    public static Instant seconds(Call call) {
        return call.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void checkTag(Tag tag, String field) {
        String key = required(tag.key(), field + "key");
        String value = required(tag.value(), field + "value");
        limit(key, field + "key", 128);
        limit(value, field + "value", 256);
        if (!TAG_KEY.matcher(key).matches()) {
            throw IamErrors.constraint(
                    field + "key", "Member must satisfy regular expression pattern: " + TAG_PATTERN + "+");
        }
        if (!TAG_VALUE.matcher(value).matches()) {
            throw IamErrors.constraint(
                    field + "value", "Member must satisfy regular expression pattern: " + TAG_PATTERN + "*");
        }
        if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw IamErrors.invalidInput("Tag keys can not start with the aws: prefix");
        }
    }

    private static void limit(String value, String field, int maxLength) {
        if (value.length() > maxLength) {
            throw IamErrors.constraint(field, "Member must have length less than or equal to " + maxLength);
        }
    }

    private static Set<String> caseInsensitive() {
        return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    }
}
