package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteMetricFilterResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteSubscriptionFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteSubscriptionFilterResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeSubscriptionFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeSubscriptionFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.Distribution;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilterMatchRecord;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutSubscriptionFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutSubscriptionFilterResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TestMetricFilterResponse;

/** Metric filters and subscription filters. */
final class FilterOperations {
    private static final int PAGE = 50;
    private static final int MOST_METRIC = 100;
    private static final int MOST_SUBSCRIPTIONS = 2;

    private FilterOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutMetricFilter", PutMetricFilterRequest::builder, FilterOperations::putMetricFilter)
                .on("DeleteMetricFilter", DeleteMetricFilterRequest::builder, FilterOperations::deleteMetricFilter)
                .on(
                        "DescribeMetricFilters",
                        DescribeMetricFiltersRequest::builder,
                        FilterOperations::describeMetricFilters)
                .on("TestMetricFilter", TestMetricFilterRequest::builder, FilterOperations::testMetricFilter)
                .on(
                        "PutSubscriptionFilter",
                        PutSubscriptionFilterRequest::builder,
                        FilterOperations::putSubscriptionFilter)
                .on(
                        "DeleteSubscriptionFilter",
                        DeleteSubscriptionFilterRequest::builder,
                        FilterOperations::deleteSubscriptionFilter)
                .on(
                        "DescribeSubscriptionFilters",
                        DescribeSubscriptionFiltersRequest::builder,
                        FilterOperations::describeSubscriptionFilters);
    }

    private static String checkedName(@Nullable String name) {
        if (name == null || name.isEmpty() || name.length() > 512 || name.matches(".*[:*].*")) {
            throw LogErrors.constraint(
                    String.valueOf(name), "filterName", "Member must satisfy regular expression pattern: [^:*]*");
        }
        return name;
    }

    private static PutMetricFilterResponse putMetricFilter(Call call, PutMetricFilterRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        String name = checkedName(request.filterName());
        FilterPattern.of(request.filterPattern());
        if (request.metricTransformations().size() != 1) {
            throw LogErrors.constraint(
                    request.metricTransformations().toString(),
                    "metricTransformations",
                    "Member must have length equal to 1");
        }
        if (!group.metricFilters().containsKey(name) && group.metricFilters().size() >= MOST_METRIC) {
            throw AwsError.of("LimitExceededException", "Resource limit exceeded.");
        }
        group.metricFilters()
                .put(
                        name,
                        MetricFilter.builder()
                                .filterName(name)
                                .filterPattern(request.filterPattern())
                                .metricTransformations(request.metricTransformations())
                                .creationTime(call.now().toEpochMilli())
                                .logGroupName(group.name())
                                .build());
        return PutMetricFilterResponse.builder().build();
    }

    private static DeleteMetricFilterResponse deleteMetricFilter(Call call, DeleteMetricFilterRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        if (group.metricFilters().remove(checkedName(request.filterName())) == null) {
            throw AwsError.of("ResourceNotFoundException", "The specified metric filter does not exist.");
        }
        return DeleteMetricFilterResponse.builder().build();
    }

    private static DescribeMetricFiltersResponse describeMetricFilters(
            Call call, DescribeMetricFiltersRequest request) {
        var groups = request.logGroupName() == null
                ? LogsState.of(call.region()).groups().values()
                : List.of(LogGroupRecord.existing(call, request.logGroupName()));
        List<MetricFilter> found = groups.stream()
                .flatMap(group -> group.metricFilters().values().stream())
                .filter(filter -> request.filterNamePrefix() == null
                        || filter.filterName().startsWith(request.filterNamePrefix()))
                .filter(filter -> request.metricName() == null
                        || filter.metricTransformations().stream()
                                .anyMatch(metric -> metric.metricName().equals(request.metricName())
                                        && metric.metricNamespace().equals(request.metricNamespace())))
                .toList();
        ResultPage<MetricFilter> page = LogPage.of(found, request.limit(), request.nextToken(), PAGE);
        return DescribeMetricFiltersResponse.builder()
                .metricFilters(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static TestMetricFilterResponse testMetricFilter(Call call, TestMetricFilterRequest request) {
        FilterPattern pattern = FilterPattern.of(request.filterPattern());
        var matches = new ArrayList<MetricFilterMatchRecord>();
        long number = 0;
        for (String message : request.logEventMessages()) {
            number++;
            if (pattern.matches(message)) {
                matches.add(MetricFilterMatchRecord.builder()
                        .eventNumber(number)
                        .eventMessage(message)
                        .build());
            }
        }
        return TestMetricFilterResponse.builder().matches(matches).build();
    }

    private static PutSubscriptionFilterResponse putSubscriptionFilter(
            Call call, PutSubscriptionFilterRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        String name = checkedName(request.filterName());
        FilterPattern.of(request.filterPattern());
        String destination = request.destinationArn();
        if (destination == null || !destination.matches("arn:aws:(lambda|kinesis|firehose|logs):.+")) {
            throw LogErrors.invalid("The destination ARN is not valid: %s", destination);
        }
        if (!group.subscriptions().containsKey(name) && group.subscriptions().size() >= MOST_SUBSCRIPTIONS) {
            throw AwsError.of("LimitExceededException", "Resource limit exceeded.");
        }
        group.subscriptions()
                .put(
                        name,
                        SubscriptionFilter.builder()
                                .filterName(name)
                                .logGroupName(group.name())
                                .filterPattern(request.filterPattern())
                                .destinationArn(destination)
                                .roleArn(request.roleArn())
                                .distribution(
                                        request.distribution() == null
                                                ? Distribution.BY_LOG_STREAM
                                                : request.distribution())
                                .creationTime(call.now().toEpochMilli())
                                .build());
        return PutSubscriptionFilterResponse.builder().build();
    }

    private static DeleteSubscriptionFilterResponse deleteSubscriptionFilter(
            Call call, DeleteSubscriptionFilterRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        if (group.subscriptions().remove(checkedName(request.filterName())) == null) {
            throw AwsError.of("ResourceNotFoundException", "The specified subscription filter does not exist.");
        }
        return DeleteSubscriptionFilterResponse.builder().build();
    }

    private static DescribeSubscriptionFiltersResponse describeSubscriptionFilters(
            Call call, DescribeSubscriptionFiltersRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        List<SubscriptionFilter> found = group.subscriptions().values().stream()
                .filter(filter -> request.filterNamePrefix() == null
                        || filter.filterName().startsWith(request.filterNamePrefix()))
                .toList();
        ResultPage<SubscriptionFilter> page = LogPage.of(found, request.limit(), request.nextToken(), PAGE);
        return DescribeSubscriptionFiltersResponse.builder()
                .subscriptionFilters(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
