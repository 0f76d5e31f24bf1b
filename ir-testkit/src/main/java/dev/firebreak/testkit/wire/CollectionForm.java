package dev.firebreak.testkit.wire;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** How lists and maps are written in the query protocols. */
public enum CollectionForm {
    /** As the model says. */
    AS_MODELLED,
    /** Lists flat, even where the model does not say so. */
    FLAT_LISTS,
    /** Lists and maps flat and named in the singular, as in SQS: its model, made for JSON, no longer tells these names. */
    FLAT_SINGULAR;

    private static final Map<String, String> IRREGULAR = Map.of("Actions", "ActionName", "tags", "Tag");

    /** The name of a field in requests and answers. */
    public String name(SdkField<?> field, String modelled) {
        if (this != FLAT_SINGULAR) {
            return modelled;
        }
        Optional<ListTrait> list = field.getOptionalTrait(ListTrait.class);
        if (list.isPresent()
                && list.get().memberFieldInfo().marshallingType().getKnownType() == MarshallingKnownType.SDK_POJO) {
            return nameOfType(list.get().memberFieldInfo());
        }
        boolean collection = list.isPresent() || field.containsTrait(MapTrait.class);
        return collection ? singular(modelled) : modelled;
    }

    public boolean isFlat(ListTrait trait) {
        return this != AS_MODELLED || trait.isFlattened();
    }

    public boolean isFlat(MapTrait trait) {
        return this == FLAT_SINGULAR || trait.isFlattened();
    }

    public String key(MapTrait trait, String map) {
        return this != FLAT_SINGULAR ? trait.keyLocationName() : map.equals("Tag") ? "Key" : "Name";
    }

    public String value(MapTrait trait) {
        return this != FLAT_SINGULAR ? trait.valueLocationName() : "Value";
    }

    private static String singular(String name) {
        String regular = name.replaceFirst("s$", "");
        return IRREGULAR.getOrDefault(name, Character.toUpperCase(regular.charAt(0)) + regular.substring(1));
    }

    private static String nameOfType(SdkField<?> member) {
        return Pojos.build(member.constructor().get()).getClass().getSimpleName();
    }
}
