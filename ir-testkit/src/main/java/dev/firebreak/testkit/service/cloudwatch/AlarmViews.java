package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceResponse;

/** Looking at alarms, their history and their tags. */
final class AlarmViews {
    private static final int PAGE = 50;
    private static final int MOST = 100;

    private AlarmViews() {}

    static void addTo(Operations operations) {
        operations
                .on("DescribeAlarms", DescribeAlarmsRequest::builder, AlarmViews::describeAlarms)
                .on(
                        "DescribeAlarmsForMetric",
                        DescribeAlarmsForMetricRequest::builder,
                        AlarmViews::describeAlarmsForMetric)
                .on("DescribeAlarmHistory", DescribeAlarmHistoryRequest::builder, AlarmViews::describeAlarmHistory)
                .on("TagResource", TagResourceRequest::builder, AlarmViews::tagResource)
                .on("UntagResource", UntagResourceRequest::builder, AlarmViews::untagResource)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, AlarmViews::listTagsForResource);
    }

    private static DescribeAlarmsResponse describeAlarms(Call call, DescribeAlarmsRequest request) {
        if (!request.alarmNames().isEmpty() && request.alarmNamePrefix() != null) {
            throw MetricErrors.combination(
                    "The parameters AlarmNames and AlarmNamePrefix are mutually exclusive and you have specified both.");
        }
        // Only metric alarms, unless other types are asked for.
        List<String> types = request.alarmTypes().isEmpty() ? List.of("MetricAlarm") : request.alarmTypesAsStrings();
        List<StoredAlarm> found = AlarmState.of(call.region()).alarms().values().stream()
                .filter(alarm -> types.contains(alarm.metric() != null ? "MetricAlarm" : "CompositeAlarm"))
                .filter(alarm ->
                        request.alarmNames().isEmpty() || request.alarmNames().contains(alarm.name()))
                .filter(alarm ->
                        request.alarmNamePrefix() == null || alarm.name().startsWith(request.alarmNamePrefix()))
                .filter(alarm -> request.stateValue() == null || alarm.state().value() == request.stateValue())
                .toList();
        ResultPage<StoredAlarm> page =
                ResultPage.of(found, size(request.maxRecords()), request.nextToken(), MetricErrors::token);
        return DescribeAlarmsResponse.builder()
                .metricAlarms(page.items().stream()
                        .map(AlarmViews::metric)
                        .filter(Objects::nonNull)
                        .toList())
                .compositeAlarms(page.items().stream()
                        .map(AlarmViews::composite)
                        .filter(Objects::nonNull)
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static int size(@Nullable Integer asked) {
        if (asked != null && (asked < 1 || asked > MOST)) {
            throw MetricErrors.value("The value " + asked + " for parameter MaxRecords is invalid.");
        }
        return asked == null ? PAGE : asked;
    }

    private static @Nullable MetricAlarm metric(StoredAlarm alarm) {
        MetricAlarm metric = alarm.metric();
        return metric == null
                ? null
                : metric.copy(copy -> copy.alarmArn(alarm.arn())
                        .actionsEnabled(alarm.actionsEnabled())
                        .stateValue(alarm.state().value())
                        .stateReason(alarm.state().reason())
                        .stateReasonData(
                                alarm.state().reasonData().isEmpty()
                                        ? null
                                        : alarm.state().reasonData())
                        .stateUpdatedTimestamp(alarm.state().since())
                        .stateTransitionedTimestamp(alarm.state().since()));
    }

    private static @Nullable CompositeAlarm composite(StoredAlarm alarm) {
        CompositeAlarm composite = alarm.composite();
        return composite == null
                ? null
                : composite.copy(copy -> copy.alarmArn(alarm.arn())
                        .actionsEnabled(alarm.actionsEnabled())
                        .stateValue(alarm.state().value())
                        .stateReason(alarm.state().reason())
                        .stateUpdatedTimestamp(alarm.state().since())
                        .stateTransitionedTimestamp(alarm.state().since()));
    }

    private static DescribeAlarmsForMetricResponse describeAlarmsForMetric(
            Call call, DescribeAlarmsForMetricRequest request) {
        MetricErrors.required(request.metricName(), "MetricName");
        MetricErrors.required(request.namespace(), "Namespace");
        MetricKey key = MetricKey.of(request.namespace(), request.metricName(), request.dimensions());
        var found = new ArrayList<MetricAlarm>();
        for (StoredAlarm alarm : AlarmState.of(call.region()).alarms().values()) {
            MetricAlarm metric = metric(alarm);
            if (metric != null
                    && MetricKey.of(metric.namespace(), metric.metricName(), metric.dimensions())
                            .equals(key)
                    && (request.statistic() == null || request.statistic() == metric.statistic())
                    && (request.period() == null || request.period().equals(metric.period()))) {
                found.add(metric);
            }
        }
        return DescribeAlarmsForMetricResponse.builder().metricAlarms(found).build();
    }

    private static DescribeAlarmHistoryResponse describeAlarmHistory(Call call, DescribeAlarmHistoryRequest request) {
        List<String> types = request.alarmTypes().isEmpty() ? List.of("MetricAlarm") : request.alarmTypesAsStrings();
        var found = new ArrayList<AlarmHistoryItem>();
        for (AlarmHistoryItem item : AlarmState.of(call.region()).history()) {
            boolean typed =
                    item.alarmType() == AlarmType.UNKNOWN_TO_SDK_VERSION || types.contains(item.alarmTypeAsString());
            if (typed
                    && (request.alarmName() == null || request.alarmName().equals(item.alarmName()))
                    && (request.historyItemType() == null || request.historyItemType() == item.historyItemType())
                    && (request.startDate() == null || !item.timestamp().isBefore(request.startDate()))
                    && (request.endDate() == null || !item.timestamp().isAfter(request.endDate()))) {
                found.add(item);
            }
        }
        if (request.scanBy() != ScanBy.TIMESTAMP_ASCENDING) {
            Collections.reverse(found);
        }
        ResultPage<AlarmHistoryItem> page =
                ResultPage.of(found, size(request.maxRecords()), request.nextToken(), MetricErrors::token);
        return DescribeAlarmHistoryResponse.builder()
                .alarmHistoryItems(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static SortedMap<String, String> tags(Call call, String arn) {
        return AlarmState.of(call.region()).alarms().values().stream()
                .filter(alarm -> alarm.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> MetricErrors.notFound("Unknown resource " + arn))
                .tags();
    }

    private static TagResourceResponse tagResource(Call call, TagResourceRequest request) {
        SortedMap<String, String> tags = tags(call, request.resourceARN());
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untagResource(Call call, UntagResourceRequest request) {
        SortedMap<String, String> tags = tags(call, request.resourceARN());
        request.tagKeys().forEach(tags::remove);
        return UntagResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse listTagsForResource(Call call, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(tags(call, request.resourceARN()).entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }
}
