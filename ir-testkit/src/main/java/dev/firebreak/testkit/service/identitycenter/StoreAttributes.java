package dev.firebreak.testkit.service.identitycenter;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.identitystore.model.AttributeOperation;
import software.amazon.awssdk.services.identitystore.model.Email;
import software.amazon.awssdk.services.identitystore.model.Name;
import software.amazon.awssdk.services.identitystore.model.User;

/** Reads and writes attributes of users by their paths, such as {@code name.familyName}. */
final class StoreAttributes {
    private StoreAttributes() {}

    static <B extends SdkPojo> B copy(SdkPojo from, B to) {
        Map<String, SdkField<?>> fields =
                to.sdkFields().stream().collect(Collectors.toMap(SdkField::memberName, Function.identity()));
        for (SdkField<?> field : from.sdkFields()) {
            Object value = field.getValueOrDefault(from);
            SdkField<?> target = fields.get(field.memberName());
            if (value != null && target != null && !(value instanceof SdkAutoConstructList)) {
                target.set(to, value);
            }
        }
        return to;
    }

    static boolean is(User user, String path, String value) {
        if (path.equalsIgnoreCase("emails.value")) {
            return user.emails().stream().map(Email::value).anyMatch(value::equalsIgnoreCase);
        }
        return path.equalsIgnoreCase("userName") && value.equalsIgnoreCase(user.userName());
    }

    static void set(User.Builder user, AttributeOperation operation) {
        String path = IdentityCenterErrors.required(operation.attributePath(), "operations.attributePath");
        Document value = operation.attributeValue();
        if (path.startsWith("name.")) {
            Name before = user.build().name();
            Name.Builder name = before == null ? Name.builder() : before.toBuilder();
            setText(name, path.substring("name.".length()), value);
            user.name(name.build());
        } else if (path.equals("emails") && value != null) {
            user.emails(value.asList().stream().map(StoreAttributes::email).toList());
        } else {
            setText(user, path, value);
        }
    }

    private static Email email(Document document) {
        Map<String, Document> fields = document.asMap();
        Document type = fields.get("type");
        Document primary = fields.get("primary");
        return Email.builder()
                .value(fields.getOrDefault("value", Document.fromString("")).asString())
                .type(type == null ? null : type.asString())
                .primary(primary != null && primary.asBoolean())
                .build();
    }

    private static void setText(SdkPojo pojo, String name, @Nullable Document value) {
        SdkField<?> field = pojo.sdkFields().stream()
                .filter(each -> each.memberName().equalsIgnoreCase(name))
                .filter(each -> !name.endsWith("Id") && !name.endsWith("Status"))
                .findFirst()
                .orElseThrow(() -> IdentityCenterErrors.validation("The attribute path %s is not valid", name));
        if (value != null && !value.isNull() && !value.isString()) {
            throw IdentityCenterErrors.validation("The value of attribute path %s is not valid", name);
        }
        field.set(pojo, value == null || value.isNull() ? null : value.asString());
    }
}
