package dev.firebreak.testkit.service.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ServiceState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;

/** The alarms of an account in a Region, and what happened to them. */
final class AlarmState implements ServiceState {
    private static final int MOST_HISTORY = 10_000;
    private static final Set<String> OBSERVED = Set.of(
            "StateValue",
            "StateReason",
            "StateReasonData",
            "StateUpdatedTimestamp",
            "StateTransitionedTimestamp",
            "AlarmConfigurationUpdatedTimestamp");

    private final SortedMap<String, StoredAlarm> alarms = new TreeMap<>();
    private final Deque<AlarmHistoryItem> history = new ArrayDeque<>();

    private AlarmState() {}

    static AlarmState of(Region region) {
        return region.state(AlarmState.class, made -> new AlarmState());
    }

    SortedMap<String, StoredAlarm> alarms() {
        return alarms;
    }

    /** What happened, the oldest first. */
    Deque<AlarmHistoryItem> history() {
        return history;
    }

    void add(AlarmHistoryItem item) {
        if (history.size() == MOST_HISTORY) {
            history.removeFirst();
        }
        history.addLast(item);
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        alarms.forEach((name, alarm) -> {
            SdkPojo settings = alarm.metric() != null ? alarm.metric() : alarm.composite();
            ObjectNode node = settings == null ? JsonNodeFactory.instance.objectNode() : SdkJson.of(settings);
            node.remove(OBSERVED);
            node.put("actionsEnabled", alarm.actionsEnabled());
            alarm.tags().forEach((key, value) -> node.withObject("/tags").put(key, value));
            json.set(name, node);
        });
        return json;
    }
}
