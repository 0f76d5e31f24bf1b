package dev.firebreak.testkit.wire.xml;

import dev.firebreak.testkit.wire.CollectionForm;
import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.Scalars;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.traits.XmlAttributesTrait;

/** Writes the payload fields of SDK objects as XML elements. */
public final class XmlFields {
    private static final Map<Class<?>, List<SdkField<?>>> IN_BODY = new ConcurrentHashMap<>();

    private final XmlText xml;
    private final CollectionForm form;

    public XmlFields(XmlText xml) {
        this(xml, CollectionForm.AS_MODELLED);
    }

    public XmlFields(XmlText xml, CollectionForm form) {
        this.xml = xml;
        this.form = form;
    }

    /** Writes the fields of an object that lie in the payload. */
    public void members(SdkPojo pojo) {
        for (SdkField<?> field : inBody(pojo)) {
            Object value = field.getValueOrDefault(pojo);
            if (!Pojos.isUnset(value)) {
                element(form.name(field, field.unmarshallLocationName()), field, value);
            }
        }
    }

    private static List<SdkField<?>> inBody(SdkPojo pojo) {
        return IN_BODY.computeIfAbsent(
                pojo.getClass(),
                type -> pojo.sdkFields().stream()
                        .filter(field -> field.location() == MarshallLocation.PAYLOAD
                                && !field.containsTrait(XmlAttributeTrait.class))
                        .toList());
    }

    /** Writes one value; a flattened list or map as as many elements as it has members. */
    void element(String name, SdkField<?> field, @Nullable Object value) {
        if (value instanceof List<?> list) {
            list(name, field.getRequiredTrait(ListTrait.class), list);
        } else if (value instanceof Map<?, ?> map) {
            map(name, field.getRequiredTrait(MapTrait.class), map);
        } else if (value instanceof SdkPojo pojo) {
            xml.open(name);
            attributes(field, pojo);
            members(pojo);
            xml.close();
        } else if (value != null) {
            xml.element(name, Scalars.print(field, value));
        }
    }

    private void attributes(SdkField<?> field, SdkPojo pojo) {
        field.getOptionalTrait(XmlAttributesTrait.class)
                .ifPresent(trait -> trait.attributes()
                        .forEach((name, accessors) ->
                                attribute(name, accessors.attributeGetter().apply(pojo))));
    }

    private void attribute(String name, @Nullable String value) {
        if (value != null) {
            xml.attribute(name, value);
        }
    }

    private void list(String name, ListTrait trait, List<?> values) {
        SdkField<?> member = trait.memberFieldInfo();
        if (form.isFlat(trait)) {
            values.forEach(value -> element(name, member, value));
            return;
        }
        String item = trait.memberLocationName() != null ? trait.memberLocationName() : member.unmarshallLocationName();
        xml.open(name);
        values.forEach(value -> element(item, member, value));
        xml.close();
    }

    private void map(String name, MapTrait trait, Map<?, ?> values) {
        if (form.isFlat(trait)) {
            values.forEach((key, value) -> entry(name, trait, key, value));
            return;
        }
        xml.open(name);
        values.forEach((key, value) -> entry("entry", trait, key, value));
        xml.close();
    }

    private void entry(String name, MapTrait trait, Object key, @Nullable Object value) {
        xml.open(name).element(form.key(trait, name), String.valueOf(key));
        element(form.value(trait), trait.valueFieldInfo(), value);
        xml.close();
    }
}
