package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.RequiredTrait;

/** The check that JSON services make before anything else: every member that the model requires must be there. */
public final class RequiredMembers {
    private final List<String> missing = new ArrayList<>();

    private RequiredMembers() {}

    /** @throws AwsError naming every member that is missing */
    public static void check(SdkPojo request) {
        var check = new RequiredMembers();
        check.structure("", request);
        if (!check.missing.isEmpty()) {
            int count = check.missing.size();
            throw AwsError.of(
                    "ValidationException",
                    "%d validation error%s detected: %s",
                    count,
                    count == 1 ? "" : "s",
                    String.join("; ", check.missing));
        }
    }

    private void structure(String prefix, SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            String path = prefix + lowerCamel(field.locationName());
            if (!Pojos.isUnset(field, pojo)) {
                value(path, field.getValueOrDefault(pojo));
            } else if (field.containsTrait(RequiredTrait.class)) {
                missing.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
            }
        }
    }

    private void value(String path, @Nullable Object value) {
        if (value instanceof SdkPojo pojo) {
            structure(path + ".", pojo);
        } else if (value instanceof List<?> list) {
            for (int position = 0; position < list.size(); position++) {
                value(path + "." + (position + 1) + ".member", list.get(position));
            }
        }
    }

    private static String lowerCamel(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
