package dev.firebreak.testkit.wire;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** What SDK objects have in common. */
final class Pojos {
    private Pojos() {}

    static Object build(SdkPojo builder) {
        return ((Buildable) builder).build();
    }

    /** Whether the field was left unset: null, or a collection that the SDK made up. */
    static boolean isUnset(SdkField<?> field, SdkPojo pojo) {
        Object value = field.getValueOrDefault(pojo);
        return value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
    }
}
