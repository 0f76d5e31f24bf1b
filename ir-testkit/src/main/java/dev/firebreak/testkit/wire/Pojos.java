package dev.firebreak.testkit.wire;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** What SDK objects have in common. */
public final class Pojos {
    private Pojos() {}

    public static Object build(SdkPojo builder) {
        return ((Buildable) builder).build();
    }

    /** Whether the field was left unset: null, or a collection that the SDK made up. */
    public static boolean isUnset(SdkField<?> field, SdkPojo pojo) {
        return isUnset(field.getValueOrDefault(pojo));
    }

    /** Whether a field with this value was left unset. */
    public static boolean isUnset(@Nullable Object value) {
        return value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
    }
}
