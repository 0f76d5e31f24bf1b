package dev.firebreak.testkit.wire.xml;

import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;

/** Reads XML elements into SDK objects. Elements that the model does not have are passed over. */
public final class XmlReader {
    private XmlReader() {}

    public static Object pojo(Supplier<? extends SdkPojo> maker, XmlNode node) {
        SdkPojo builder = maker.get();
        payload(builder, node);
        return Pojos.build(builder);
    }

    /** Sets the payload fields of a builder from the children of an element. */
    public static void payload(SdkPojo builder, XmlNode node) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.containsTrait(XmlAttributeTrait.class)) {
                node.attribute(field.locationName()).ifPresent(value -> field.set(builder, value));
            } else if (field.location() == MarshallLocation.PAYLOAD) {
                List<XmlNode> found = node.children(field.locationName());
                if (!found.isEmpty()) {
                    field.set(builder, value(field, found));
                }
            }
        }
    }

    private static Object value(SdkField<?> field, List<XmlNode> found) {
        XmlNode first = found.get(0);
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> pojo(field.constructor(), first);
            case LIST -> list(field.getRequiredTrait(ListTrait.class), found);
            case MAP -> map(field.getRequiredTrait(MapTrait.class), found);
            default -> Scalars.parse(field, first.text());
        };
    }

    private static List<Object> list(ListTrait trait, List<XmlNode> found) {
        SdkField<?> member = trait.memberFieldInfo();
        String item = trait.memberLocationName() != null ? trait.memberLocationName() : member.locationName();
        List<XmlNode> items = trait.isFlattened() ? found : found.get(0).children(item);
        var values = new ArrayList<Object>();
        items.forEach(node -> values.add(value(member, List.of(node))));
        return values;
    }

    private static Map<String, Object> map(MapTrait trait, List<XmlNode> found) {
        List<XmlNode> entries = trait.isFlattened() ? found : found.get(0).children("entry");
        SdkField<?> valueField = trait.valueFieldInfo();
        var values = new LinkedHashMap<String, Object>();
        for (XmlNode entry : entries) {
            List<XmlNode> keys = entry.children(trait.keyLocationName());
            List<XmlNode> valueNodes = entry.children(trait.valueLocationName());
            if (!keys.isEmpty() && !valueNodes.isEmpty()) {
                values.put(keys.get(0).text(), value(valueField, valueNodes));
            }
        }
        return values;
    }
}
