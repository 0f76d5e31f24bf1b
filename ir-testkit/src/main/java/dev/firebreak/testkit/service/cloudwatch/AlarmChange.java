package dev.firebreak.testkit.service.cloudwatch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** A change of an alarm's state: in its history, as an event, and as its actions. */
final class AlarmChange {
    private AlarmChange() {}

    static void make(StoredAlarm alarm, StoredAlarm.State after) {
        StoredAlarm.State before = alarm.state();
        alarm.state(after);
        Region region = alarm.region();
        AlarmState.of(region)
                .add(item(alarm, HistoryItemType.STATE_UPDATE)
                        .timestamp(after.since())
                        .historySummary("Alarm updated from " + before.value() + " to " + after.value())
                        .historyData(history(before, after).toString())
                        .build());
        publish(alarm, before, after);
        if (alarm.actionsEnabled()) {
            ObjectNode message = message(alarm, before, after);
            for (String target : actions(alarm, after.value())) {
                AlarmClock.of(region.world()).tell(new AlarmAction(region, target, alarm.name(), message));
                AlarmState.of(region)
                        .add(item(alarm, HistoryItemType.ACTION)
                                .timestamp(after.since())
                                .historySummary("Successfully executed action " + target)
                                .historyData("{}")
                                .build());
            }
        }
    }

    static AlarmHistoryItem.Builder item(StoredAlarm alarm, HistoryItemType type) {
        return AlarmHistoryItem.builder()
                .alarmName(alarm.name())
                .alarmType(alarm.metric() != null ? AlarmType.METRIC_ALARM : AlarmType.COMPOSITE_ALARM)
                .historyItemType(type);
    }

    private static ObjectNode history(StoredAlarm.State before, StoredAlarm.State after) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        json.putObject("oldState").put("stateValue", before.value().toString()).put("stateReason", before.reason());
        json.putObject("newState").put("stateValue", after.value().toString()).put("stateReason", after.reason());
        return json;
    }

    private static List<String> actions(StoredAlarm alarm, StateValue value) {
        MetricAlarm metric = alarm.metric();
        CompositeAlarm composite = alarm.composite();
        if (metric != null) {
            return switch (value) {
                case ALARM -> metric.alarmActions();
                case OK -> metric.okActions();
                default -> metric.insufficientDataActions();
            };
        }
        if (composite == null) {
            return List.of();
        }
        return switch (value) {
            case ALARM -> composite.alarmActions();
            case OK -> composite.okActions();
            default -> composite.insufficientDataActions();
        };
    }

    private static void publish(StoredAlarm alarm, StoredAlarm.State before, StoredAlarm.State after) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("alarmName", alarm.name());
        detail.set("state", state(after));
        detail.set("previousState", state(before));
        ObjectNode configuration = detail.putObject("configuration");
        MetricAlarm metric = alarm.metric();
        if (metric != null && metric.metricName() != null) {
            ObjectNode stat = configuration
                    .putArray("metrics")
                    .addObject()
                    .put("returnData", true)
                    .putObject("metricStat");
            stat.put("period", metric.period()).put("stat", metric.statisticAsString());
            ObjectNode named = stat.putObject("metric")
                    .put("namespace", metric.namespace())
                    .put("name", metric.metricName());
            ObjectNode dimensions = named.putObject("dimensions");
            metric.dimensions().forEach(dimension -> dimensions.put(dimension.name(), dimension.value()));
        }
        Region region = alarm.region();
        World world = region.world();
        world.events()
                .publish(new AwsEvent(
                        "aws.cloudwatch",
                        "CloudWatch Alarm State Change",
                        region.account().id(),
                        region.name(),
                        after.since(),
                        List.of(alarm.arn()),
                        detail));
    }

    private static ObjectNode state(StoredAlarm.State state) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("value", state.value().toString())
                .put("reason", state.reason())
                .put("timestamp", state.since().toString());
        return state.reasonData().isEmpty() ? json : json.put("reasonData", state.reasonData());
    }

    private static ObjectNode message(StoredAlarm alarm, StoredAlarm.State before, StoredAlarm.State after) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("AlarmName", alarm.name())
                .put("AWSAccountId", alarm.region().account().id())
                .put("NewStateValue", after.value().toString())
                .put("NewStateReason", after.reason())
                .put("StateChangeTime", after.since().toString())
                .put("Region", alarm.region().name())
                .put("AlarmArn", alarm.arn())
                .put("OldStateValue", before.value().toString());
    }
}
