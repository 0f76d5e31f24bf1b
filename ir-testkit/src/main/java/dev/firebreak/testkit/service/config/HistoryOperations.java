package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.config.model.BaseConfigurationItem;
import software.amazon.awssdk.services.config.model.BatchGetResourceConfigRequest;
import software.amazon.awssdk.services.config.model.BatchGetResourceConfigResponse;
import software.amazon.awssdk.services.config.model.ChronologicalOrder;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ConfigurationItemStatus;
import software.amazon.awssdk.services.config.model.GetDiscoveredResourceCountsRequest;
import software.amazon.awssdk.services.config.model.GetDiscoveredResourceCountsResponse;
import software.amazon.awssdk.services.config.model.GetResourceConfigHistoryRequest;
import software.amazon.awssdk.services.config.model.GetResourceConfigHistoryResponse;
import software.amazon.awssdk.services.config.model.ListDiscoveredResourcesRequest;
import software.amazon.awssdk.services.config.model.ListDiscoveredResourcesResponse;
import software.amazon.awssdk.services.config.model.ResourceCount;
import software.amazon.awssdk.services.config.model.ResourceIdentifier;

/** What the recorder has recorded. */
final class HistoryOperations {
    private static final int MOST = 100;
    private static final int HISTORY_PAGE = 10;

    private HistoryOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("GetResourceConfigHistory", GetResourceConfigHistoryRequest::builder, HistoryOperations::history)
                .on("BatchGetResourceConfig", BatchGetResourceConfigRequest::builder, HistoryOperations::batchGet)
                .on("ListDiscoveredResources", ListDiscoveredResourcesRequest::builder, HistoryOperations::list)
                .on(
                        "GetDiscoveredResourceCounts",
                        GetDiscoveredResourceCountsRequest::builder,
                        HistoryOperations::counts);
    }

    /** The items of a resource that are old enough to be seen. */
    static List<ConfigurationItem> visible(Call call, ResourceKey key) {
        Recorders recorders = Recorders.of(call.world());
        recorders.catchUp(call.region());
        Instant newest = call.now().minus(recorders.lag());
        return ConfigState.of(call.region()).items().getOrDefault(key, List.of()).stream()
                .filter(item -> !item.configurationItemCaptureTime().isAfter(newest))
                .toList();
    }

    static int size(@Nullable Integer limit, int usual) {
        if (limit != null && (limit < 0 || limit > MOST)) {
            throw AwsError.of(
                    "InvalidLimitException",
                    "Value '%d' at 'limit' failed to satisfy constraint: Member must be at most 100",
                    limit);
        }
        return limit == null || limit == 0 ? usual : limit;
    }

    static AwsError token() {
        return AwsError.of("InvalidNextTokenException", "The specified next token is not valid.");
    }

    private static GetResourceConfigHistoryResponse history(Call call, GetResourceConfigHistoryRequest request) {
        if (request.laterTime() != null
                && request.earlierTime() != null
                && request.earlierTime().isAfter(request.laterTime())) {
            throw AwsError.of(
                    "InvalidTimeRangeException",
                    "The specified time range is not valid: the earlier time is after the later.");
        }
        ConfigState.of(call.region()).requireRecorder();
        var key = new ResourceKey(request.resourceTypeAsString(), request.resourceId());
        List<ConfigurationItem> all = visible(call, key);
        if (all.isEmpty()) {
            throw AwsError.of(
                    "ResourceNotDiscoveredException",
                    "Resource %s of resourceType:%s is unknown or has not been discovered",
                    key.id(),
                    key.type());
        }
        var found = new ArrayList<>(all.stream()
                .filter(item -> request.earlierTime() == null
                        || !item.configurationItemCaptureTime().isBefore(request.earlierTime()))
                .filter(item -> request.laterTime() == null
                        || !item.configurationItemCaptureTime().isAfter(request.laterTime()))
                .toList());
        if (request.chronologicalOrder() != ChronologicalOrder.FORWARD) {
            Collections.reverse(found);
        }
        var page = ResultPage.of(
                found, size(request.limit(), HISTORY_PAGE), request.nextToken(), HistoryOperations::token);
        return GetResourceConfigHistoryResponse.builder()
                .configurationItems(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static BatchGetResourceConfigResponse batchGet(Call call, BatchGetResourceConfigRequest request) {
        ConfigState.of(call.region()).requireRecorder();
        if (request.resourceKeys().isEmpty() || request.resourceKeys().size() > MOST) {
            throw AwsError.of(
                    "ValidationException",
                    "1 validation error detected: Value at 'resourceKeys' failed to satisfy constraint: Member must have "
                            + "length between 1 and 100");
        }
        var found = new ArrayList<BaseConfigurationItem>();
        request.resourceKeys().forEach(asked -> {
            List<ConfigurationItem> all =
                    visible(call, new ResourceKey(asked.resourceTypeAsString(), asked.resourceId()));
            if (!all.isEmpty() && !isDeleted(all)) {
                found.add(base(all.get(all.size() - 1)));
            }
        });
        return BatchGetResourceConfigResponse.builder()
                .baseConfigurationItems(found)
                .unprocessedResourceKeys(List.of())
                .build();
    }

    private static boolean isDeleted(List<ConfigurationItem> items) {
        return items.get(items.size() - 1).configurationItemStatus() == ConfigurationItemStatus.RESOURCE_DELETED;
    }

    private static BaseConfigurationItem base(ConfigurationItem item) {
        return BaseConfigurationItem.builder()
                .version(item.version())
                .accountId(item.accountId())
                .configurationItemCaptureTime(item.configurationItemCaptureTime())
                .configurationItemStatus(item.configurationItemStatus())
                .configurationStateId(item.configurationStateId())
                .arn(item.arn())
                .resourceType(item.resourceType())
                .resourceId(item.resourceId())
                .resourceName(item.resourceName())
                .awsRegion(item.awsRegion())
                .availabilityZone(item.availabilityZone())
                .configuration(item.configuration())
                .supplementaryConfiguration(item.supplementaryConfiguration())
                .build();
    }

    private static ListDiscoveredResourcesResponse list(Call call, ListDiscoveredResourcesRequest request) {
        ConfigState state = ConfigState.of(call.region());
        state.requireRecorder();
        if (!request.resourceIds().isEmpty() && request.resourceName() != null) {
            throw AwsError.of("ValidationException", "Only one of resourceIds and resourceName can be specified.");
        }
        var found = new ArrayList<ResourceIdentifier>();
        for (ResourceKey key : List.copyOf(state.items().keySet())) {
            List<ConfigurationItem> all = visible(call, key);
            if (key.type().equals(request.resourceTypeAsString()) && !all.isEmpty()) {
                ConfigurationItem last = all.get(all.size() - 1);
                boolean shown = !isDeleted(all) || Boolean.TRUE.equals(request.includeDeletedResources());
                boolean asked =
                        request.resourceIds().isEmpty() || request.resourceIds().contains(key.id());
                boolean named =
                        request.resourceName() == null || request.resourceName().equals(last.resourceName());
                if (shown && asked && named) {
                    found.add(identifier(last, isDeleted(all)));
                }
            }
        }
        var page = ResultPage.of(found, size(request.limit(), MOST), request.nextToken(), HistoryOperations::token);
        return ListDiscoveredResourcesResponse.builder()
                .resourceIdentifiers(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static ResourceIdentifier identifier(ConfigurationItem item, boolean deleted) {
        return ResourceIdentifier.builder()
                .resourceType(item.resourceType())
                .resourceId(item.resourceId())
                .resourceName(item.resourceName())
                .resourceDeletionTime(deleted ? item.configurationItemCaptureTime() : null)
                .build();
    }

    private static GetDiscoveredResourceCountsResponse counts(Call call, GetDiscoveredResourceCountsRequest request) {
        Map<String, Long> byType = new TreeMap<>();
        for (ResourceKey key : List.copyOf(ConfigState.of(call.region()).items().keySet())) {
            List<ConfigurationItem> all = visible(call, key);
            boolean asked =
                    request.resourceTypes().isEmpty() || request.resourceTypes().contains(key.type());
            if (asked && !all.isEmpty() && !isDeleted(all)) {
                byType.merge(key.type(), 1L, Long::sum);
            }
        }
        List<ResourceCount> counts = byType.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> ResourceCount.builder()
                        .resourceType(entry.getKey())
                        .count(entry.getValue())
                        .build())
                .toList();
        var page = ResultPage.of(counts, size(request.limit(), MOST), request.nextToken(), HistoryOperations::token);
        return GetDiscoveredResourceCountsResponse.builder()
                .totalDiscoveredResources(
                        byType.values().stream().mapToLong(Long::longValue).sum())
                .resourceCounts(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
