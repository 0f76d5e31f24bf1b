package dev.firebreak.testkit.authorization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** The values in a typed request, at whatever depth. */
final class RequestFields {
    private final SdkPojo request;

    RequestFields(SdkPojo request) {
        this.request = request;
    }

    /** The texts of a top-level field, which may be one text or a list; of {@code Tags.ResourceId}, of a field somewhere within it. */
    List<String> texts(String path) {
        int dot = path.indexOf('.');
        String field = dot < 0 ? path : path.substring(0, dot);
        String inner = path.substring(dot + 1);
        List<String> texts = new ArrayList<>();
        for (SdkField<?> each : request.sdkFields()) {
            if (each.memberName().equals(field)) {
                visit(field, each.getValueOrDefault(request), (name, text) -> {
                    if (dot < 0 || name.equals(inner)) {
                        texts.add(text);
                    }
                });
            }
        }
        return texts;
    }

    Optional<String> text(String field) {
        return texts(field).stream().findFirst();
    }

    /** Tells of every text with the name of the field that it is in. */
    void forEach(BiConsumer<String, String> visitor) {
        request.sdkFields().forEach(field -> visit(field.memberName(), field.getValueOrDefault(request), visitor));
    }

    private static void visit(String name, @Nullable Object value, BiConsumer<String, String> visitor) {
        if (value instanceof String text) {
            visitor.accept(name, text);
        } else if (value instanceof SdkPojo pojo) {
            pojo.sdkFields().forEach(field -> visit(field.memberName(), field.getValueOrDefault(pojo), visitor));
        } else if (value instanceof List<?> list) {
            list.forEach(element -> visit(name, element, visitor));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> visit(name, element, visitor));
        }
    }

    /** The tags that the request brings, of itself or of a specification in it. */
    Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            if (field.memberName().startsWith("Tag") || field.memberName().equals("tags")) {
                collect(field.getValueOrDefault(request), tags);
            }
        }
        return tags;
    }

    private static void collect(@Nullable Object value, Map<String, String> tags) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> tags.put(String.valueOf(key), String.valueOf(text)));
        } else if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, tags));
        } else if (value instanceof SdkPojo pojo) {
            var fields = new RequestFields(pojo);
            Optional<String> key = fields.text("Key");
            if (key.isPresent()) {
                tags.put(key.get(), fields.text("Value").orElse(""));
            } else {
                tags.putAll(fields.tags());
            }
        }
    }
}
