package dev.firebreak.testkit.service;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Copies between SDK model objects the fields that have the same name, such as the headers of an S3 object. */
public final class SdkFields {
    private static final List<Class<?>> UNSET = List.of(SdkAutoConstructList.class, SdkAutoConstructMap.class);

    private SdkFields() {}

    /** Sets what is set in the one, and has a place in the other. */
    public static <B extends SdkPojo> B copy(SdkPojo from, B to) {
        Map<String, SdkField<?>> fields =
                to.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, Function.identity()));
        for (SdkField<?> field : from.sdkFields()) {
            SdkField<?> target = fields.get(field.memberName());
            Object value = field.getValueOrDefault(from);
            boolean unset = value == null || UNSET.stream().anyMatch(type -> type.isInstance(value));
            if (!unset && target != null) {
                target.set(to, value);
            }
        }
        return to;
    }

    /** Unsets the fields whose names begin so. */
    public static <B extends SdkPojo> B clear(B pojo, String prefix) {
        pojo.sdkFields().stream()
                .filter(field -> field.memberName().startsWith(prefix))
                .forEach(field -> field.set(pojo, null));
        return pojo;
    }
}
