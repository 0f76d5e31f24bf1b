package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.world.IamEntity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    static String name(@Nullable String value, String field, int maxLength) {
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

    static String path(@Nullable String value) {
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

    static String pathPrefix(@Nullable String value) {
        if (value != null && !value.startsWith("/")) {
            throw IamErrors.validation(
                    "The specified value for pathPrefix is invalid. It must begin with / and contain "
                            + "only alphanumeric characters and/or / characters.");
        }
        return value == null ? "/" : value;
    }

    static void tag(IamEntity entity, List<Tag> tags) {
        checkTags(tags);
        Set<String> keys = caseInsensitive();
        keys.addAll(entity.tags().keySet());
        tags.forEach(tag -> keys.add(tag.key()));
        if (keys.size() > MAX_TAGS) {
            throw IamErrors.quota("TagsPer" + entity.getClass().getSimpleName().replace("Iam", ""), MAX_TAGS);
        }
        tags.forEach(tag -> entity.tag(tag.key(), tag.value()));
    }

    /** Checks tags before the entity that is to have them is made. */
    static void checkTags(List<Tag> tags) {
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

    static void untag(IamEntity entity, List<String> keys) {
        keys.forEach(entity.tags()::remove);
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
