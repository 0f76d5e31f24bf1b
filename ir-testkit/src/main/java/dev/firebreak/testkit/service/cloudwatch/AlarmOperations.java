package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** Making, changing and deleting alarms. */
final class AlarmOperations {
    private static final Set<String> TREATMENTS = Set.of("breaching", "notBreaching", "ignore", "missing");

    private AlarmOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutMetricAlarm", PutMetricAlarmRequest::builder, AlarmOperations::putMetricAlarm)
                .on("PutCompositeAlarm", PutCompositeAlarmRequest::builder, AlarmOperations::putCompositeAlarm)
                .on("DeleteAlarms", DeleteAlarmsRequest::builder, AlarmOperations::deleteAlarms)
                .on("SetAlarmState", SetAlarmStateRequest::builder, AlarmOperations::setAlarmState)
                .on("EnableAlarmActions", EnableAlarmActionsRequest::builder, AlarmOperations::enableAlarmActions)
                .on("DisableAlarmActions", DisableAlarmActionsRequest::builder, AlarmOperations::disableAlarmActions);
    }

    private static PutMetricAlarmResponse putMetricAlarm(Call call, PutMetricAlarmRequest request) {
        check(request);
        StoredAlarm alarm = alarm(call, request.alarmName(), request.tags(), true);
        alarm.set(MetricAlarm.builder()
                .alarmName(request.alarmName())
                .alarmDescription(request.alarmDescription())
                .alarmConfigurationUpdatedTimestamp(call.now())
                .actionsEnabled(!Boolean.FALSE.equals(request.actionsEnabled()))
                .okActions(request.okActions())
                .alarmActions(request.alarmActions())
                .insufficientDataActions(request.insufficientDataActions())
                .metricName(request.metricName())
                .namespace(request.namespace())
                .statistic(request.statistic())
                .extendedStatistic(request.extendedStatistic())
                .dimensions(request.dimensions())
                .period(request.period())
                .unit(request.unit())
                .evaluationPeriods(request.evaluationPeriods())
                .datapointsToAlarm(request.datapointsToAlarm())
                .threshold(request.threshold())
                .comparisonOperator(request.comparisonOperator())
                .treatMissingData(request.treatMissingData())
                .build());
        configured(call, alarm, "put");
        return PutMetricAlarmResponse.builder().build();
    }

    private static void check(PutMetricAlarmRequest request) {
        MetricErrors.required(request.alarmName(), "AlarmName");
        if (request.alarmName().length() > 255) {
            throw MetricErrors.validation("The parameter AlarmName must be shorter than 256 characters.");
        }
        if (!request.metrics().isEmpty()) {
            throw MetricErrors.validation("Metric math in alarms is not supported here");
        }
        MetricErrors.required(request.metricName(), "MetricName");
        MetricErrors.required(request.namespace(), "Namespace");
        MetricErrors.required(request.comparisonOperatorAsString(), "ComparisonOperator");
        MetricOperations.checkedPeriod(request.period());
        if (request.evaluationPeriods() == null || request.threshold() == null) {
            throw MetricErrors.missing("The parameters EvaluationPeriods and Threshold are required.");
        }
        if ((request.statistic() == null) == (request.extendedStatistic() == null)) {
            throw MetricErrors.combination("Exactly one of Statistic and ExtendedStatistic must be specified.");
        }
        if (request.datapointsToAlarm() != null && request.datapointsToAlarm() > request.evaluationPeriods()) {
            throw MetricErrors.validation("DatapointsToAlarm must be less than or equal to EvaluationPeriods");
        }
        if (request.treatMissingData() != null && !TREATMENTS.contains(request.treatMissingData())) {
            throw MetricErrors.value(
                    "The value " + request.treatMissingData() + " for parameter TreatMissingData is not supported.");
        }
        if ((long) request.period() * request.evaluationPeriods() > 7 * 86_400) {
            throw MetricErrors.combination(
                    "Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= 604800).");
        }
    }

    private static StoredAlarm alarm(Call call, String name, List<Tag> tags, boolean ofMetric) {
        AlarmState state = AlarmState.of(call.region());
        StoredAlarm existing = state.alarms().get(name);
        if (existing != null && (existing.metric() != null) != ofMetric) {
            throw MetricErrors.validation("An alarm of another type has this name already: " + name);
        }
        StoredAlarm alarm = existing == null ? new StoredAlarm(call.region()) : existing;
        // Tags of a call that changes an alarm are ignored, as AWS does.
        if (existing == null) {
            tags.forEach(tag -> alarm.tags().put(tag.key(), tag.value()));
        }
        state.alarms().put(name, alarm);
        AlarmClock.of(call.world()).watch(call.region());
        return alarm;
    }

    private static void configured(Call call, StoredAlarm alarm, String what) {
        AlarmState.of(call.region())
                .add(AlarmChange.item(alarm, HistoryItemType.CONFIGURATION_UPDATE)
                        .timestamp(call.now())
                        .historySummary("Alarm \"" + alarm.name() + "\" " + what)
                        .historyData("{}")
                        .build());
    }

    private static PutCompositeAlarmResponse putCompositeAlarm(Call call, PutCompositeAlarmRequest request) {
        MetricErrors.required(request.alarmName(), "AlarmName");
        AlarmRule.of(request.alarmRule());
        StoredAlarm alarm = alarm(call, request.alarmName(), request.tags(), false);
        alarm.set(CompositeAlarm.builder()
                .alarmName(request.alarmName())
                .alarmDescription(request.alarmDescription())
                .alarmRule(request.alarmRule())
                .alarmConfigurationUpdatedTimestamp(call.now())
                .actionsEnabled(!Boolean.FALSE.equals(request.actionsEnabled()))
                .okActions(request.okActions())
                .alarmActions(request.alarmActions())
                .insufficientDataActions(request.insufficientDataActions())
                .build());
        configured(call, alarm, "put");
        return PutCompositeAlarmResponse.builder().build();
    }

    private static DeleteAlarmsResponse deleteAlarms(Call call, DeleteAlarmsRequest request) {
        AlarmState state = AlarmState.of(call.region());
        if (request.alarmNames().size() > 100) {
            throw MetricErrors.validation("The collection AlarmNames must not have a size greater than 100.");
        }
        for (String name : request.alarmNames()) {
            StoredAlarm alarm = state.alarms().get(name);
            if (alarm != null) {
                configured(call, alarm, "deleted");
                state.alarms().remove(name);
            }
        }
        return DeleteAlarmsResponse.builder().build();
    }

    static StoredAlarm existing(Call call, @Nullable String name) {
        StoredAlarm alarm = AlarmState.of(call.region()).alarms().get(MetricErrors.required(name, "AlarmName"));
        if (alarm == null) {
            throw new AwsError("ResourceNotFound", 404, "Unknown alarm " + name);
        }
        return alarm;
    }

    private static SetAlarmStateResponse setAlarmState(Call call, SetAlarmStateRequest request) {
        StoredAlarm alarm = existing(call, request.alarmName());
        MetricErrors.required(request.stateReason(), "StateReason");
        StateValue value = request.stateValue();
        if (value == null || value == StateValue.UNKNOWN_TO_SDK_VERSION) {
            throw MetricErrors.value("The value " + request.stateValueAsString()
                    + " for parameter StateValue is not one of the supported values.");
        }
        Instant now = call.now();
        String data = request.stateReasonData() == null ? "" : request.stateReasonData();
        var state = new StoredAlarm.State(value, request.stateReason(), data, now);
        if (alarm.state().value() != value) {
            AlarmChange.make(alarm, state);
        } else {
            alarm.state(state);
        }
        return SetAlarmStateResponse.builder().build();
    }

    private static EnableAlarmActionsResponse enableAlarmActions(Call call, EnableAlarmActionsRequest request) {
        enable(call, request.alarmNames(), true);
        return EnableAlarmActionsResponse.builder().build();
    }

    private static DisableAlarmActionsResponse disableAlarmActions(Call call, DisableAlarmActionsRequest request) {
        enable(call, request.alarmNames(), false);
        return DisableAlarmActionsResponse.builder().build();
    }

    private static void enable(Call call, List<String> names, boolean enabled) {
        for (String name : names) {
            StoredAlarm alarm = AlarmState.of(call.region()).alarms().get(name);
            if (alarm != null) {
                alarm.actionsEnabled(enabled);
                configured(call, alarm, enabled ? "actions enabled" : "actions disabled");
            }
        }
    }
}
