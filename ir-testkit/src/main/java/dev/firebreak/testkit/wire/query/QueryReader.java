package dev.firebreak.testkit.wire.query;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.wire.CollectionForm;
import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.Scalars;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Reads the parameters of the two query protocols into SDK objects. */
final class QueryReader {
    private final CollectionForm form;
    private final BiFunction<String, String, AwsError> malformed;

    /**
     * @param form how lists and maps are written
     * @param malformed the error for a malformed value, from the parameter's name and its value
     */
    QueryReader(CollectionForm form, BiFunction<String, String, AwsError> malformed) {
        this.form = form;
        this.malformed = malformed;
    }

    Object pojo(Supplier<? extends SdkPojo> maker, ParameterTree node) {
        SdkPojo builder = maker.get();
        for (SdkField<?> field : builder.sdkFields()) {
            node.child(form.name(field, field.locationName()))
                    .flatMap(child -> value(field, child))
                    .ifPresent(value -> field.set(builder, value));
        }
        return Pojos.build(builder);
    }

    private Optional<Object> value(SdkField<?> field, ParameterTree node) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> Optional.of(pojo(field.constructor(), node));
            case LIST -> list(field.getRequiredTrait(ListTrait.class), node);
            case MAP -> Optional.of(map(field, node));
            default -> node.value().map(text -> scalar(field, node, text));
        };
    }

    private Object scalar(SdkField<?> field, ParameterTree node, String text) {
        try {
            return Scalars.parse(field, text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException unreadable) {
            throw malformed.apply(node.path(), text);
        }
    }

    private Optional<Object> list(ListTrait trait, ParameterTree node) {
        SdkField<?> member = trait.memberFieldInfo();
        Optional<ParameterTree> items = form.isFlat(trait) ? Optional.of(node) : node.child(member.locationName());
        List<Object> values = new ArrayList<>();
        items.ifPresent(
                parent -> parent.numbered().forEach(item -> value(member, item).ifPresent(values::add)));
        // A list that was sent empty arrives as a bare name with an empty value.
        boolean sentEmpty =
                values.isEmpty() && node.value().filter(String::isEmpty).isPresent();
        return values.isEmpty() && !sentEmpty ? Optional.empty() : Optional.of(values);
    }

    private Map<String, Object> map(SdkField<?> field, ParameterTree node) {
        MapTrait trait = field.getRequiredTrait(MapTrait.class);
        String name = form.name(field, field.locationName());
        var values = new LinkedHashMap<String, Object>();
        SdkField<?> valueField = trait.valueFieldInfo();
        Optional<ParameterTree> entries = form.isFlat(trait) ? Optional.of(node) : node.child("entry");
        entries.map(ParameterTree::numbered).orElse(List.of()).forEach(entry -> {
            Optional<String> key = entry.child(form.key(trait, name)).flatMap(ParameterTree::value);
            Optional<Object> value = entry.child(form.value(trait)).flatMap(child -> value(valueField, child));
            if (key.isPresent() && value.isPresent()) {
                values.put(key.get(), value.get());
            }
        });
        return values;
    }
}
