package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.SdkJson;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;

/**
 * Which events a trail logs: basic selectors or advanced ones, never both.
 *
 * @param basic the basic selectors
 * @param advanced the advanced selectors
 */
record EventSelectors(List<EventSelector> basic, List<AdvancedEventSelector> advanced) {
    /** What a new trail logs. */
    static final EventSelectors ALL_MANAGEMENT = new EventSelectors(
            List.of(EventSelector.builder()
                    .readWriteType(ReadWriteType.ALL)
                    .includeManagementEvents(true)
                    .dataResources(List.of())
                    .excludeManagementEventSources(List.of())
                    .build()),
            List.of());

    boolean take(RecordedEvent event) {
        return basic.stream().anyMatch(selector -> takes(selector, event))
                || advanced.stream()
                        .anyMatch(
                                selector -> selector.fieldSelectors().stream().allMatch(field -> holds(field, event)));
    }

    /** Whether a selector asks for data events. */
    boolean ofData() {
        return basic.stream().anyMatch(selector -> !selector.dataResources().isEmpty())
                || advanced.stream()
                        .flatMap(selector -> selector.fieldSelectors().stream())
                        .anyMatch(field -> field.field().equals("eventCategory")
                                && field.equalsValue().contains("Data"));
    }

    private static boolean takes(EventSelector selector, RecordedEvent event) {
        boolean kind =
                switch (selector.readWriteType() == null ? ReadWriteType.ALL : selector.readWriteType()) {
                    case READ_ONLY -> event.kind().readOnly();
                    case WRITE_ONLY -> !event.kind().readOnly();
                    default -> true;
                };
        if (event.kind().management()) {
            return kind
                    && !Boolean.FALSE.equals(selector.includeManagementEvents())
                    && !selector.excludeManagementEventSources()
                            .contains(event.kind().source());
        }
        return kind && selector.dataResources().stream().anyMatch(wanted -> covers(wanted, event));
    }

    private static boolean covers(DataResource wanted, RecordedEvent event) {
        return DataEvents.resources(event).stream()
                .anyMatch(resource -> resource.type().equals(wanted.type())
                        && wanted.values().stream().anyMatch(resource.name()::startsWith));
    }

    private static boolean holds(AdvancedFieldSelector selector, RecordedEvent event) {
        Collection<String> actual = DataEvents.field(event, selector.field());
        return any(selector.equalsValue(), actual, (wanted, value) -> value.equals(wanted))
                && any(selector.startsWith(), actual, (wanted, value) -> value.startsWith(wanted))
                && any(selector.endsWith(), actual, (wanted, value) -> value.endsWith(wanted))
                && none(selector.notEquals(), actual, (wanted, value) -> value.equals(wanted))
                && none(selector.notStartsWith(), actual, (wanted, value) -> value.startsWith(wanted))
                && none(selector.notEndsWith(), actual, (wanted, value) -> value.endsWith(wanted));
    }

    private static boolean any(List<String> wanted, Collection<String> actual, BiPredicate<String, String> test) {
        return wanted.isEmpty()
                || wanted.stream().anyMatch(each -> actual.stream().anyMatch(value -> test.test(each, value)));
    }

    private static boolean none(List<String> unwanted, Collection<String> actual, BiPredicate<String, String> test) {
        return unwanted.stream().noneMatch(each -> actual.stream().anyMatch(value -> test.test(each, value)));
    }

    ArrayNode snapshot() {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        basic.forEach(selector -> json.add(SdkJson.of(selector)));
        advanced.forEach(selector -> json.add(SdkJson.of(selector)));
        return json;
    }
}
