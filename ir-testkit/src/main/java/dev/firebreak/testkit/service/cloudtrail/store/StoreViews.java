package dev.firebreak.testkit.service.cloudtrail.store;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.service.SdkFields;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudtrail.model.DeleteEventDataStoreRequest;
import software.amazon.awssdk.services.cloudtrail.model.DeleteEventDataStoreResponse;
import software.amazon.awssdk.services.cloudtrail.model.EventDataStore;
import software.amazon.awssdk.services.cloudtrail.model.EventDataStoreStatus;
import software.amazon.awssdk.services.cloudtrail.model.GetEventDataStoreRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetEventDataStoreResponse;
import software.amazon.awssdk.services.cloudtrail.model.ListEventDataStoresRequest;
import software.amazon.awssdk.services.cloudtrail.model.ListEventDataStoresResponse;
import software.amazon.awssdk.services.cloudtrail.model.RestoreEventDataStoreRequest;
import software.amazon.awssdk.services.cloudtrail.model.RestoreEventDataStoreResponse;
import software.amazon.awssdk.services.cloudtrail.model.StartEventDataStoreIngestionRequest;
import software.amazon.awssdk.services.cloudtrail.model.StartEventDataStoreIngestionResponse;
import software.amazon.awssdk.services.cloudtrail.model.StopEventDataStoreIngestionRequest;
import software.amazon.awssdk.services.cloudtrail.model.StopEventDataStoreIngestionResponse;

/** Reading event data stores, deleting and restoring them, and whether they take events. */
final class StoreViews {
    private static final int MOST = 1000;
    private static final Set<String> OF_CLOUDTRAIL = Set.of("Management", "Data", "NetworkActivity");

    private StoreViews() {}

    static void addTo(Operations operations) {
        operations
                .on("GetEventDataStore", GetEventDataStoreRequest::builder, StoreViews::get)
                .on("ListEventDataStores", ListEventDataStoresRequest::builder, StoreViews::list)
                .on("DeleteEventDataStore", DeleteEventDataStoreRequest::builder, StoreViews::delete)
                .on("RestoreEventDataStore", RestoreEventDataStoreRequest::builder, StoreViews::restore)
                .on("StartEventDataStoreIngestion", StartEventDataStoreIngestionRequest::builder, StoreViews::start)
                .on("StopEventDataStoreIngestion", StopEventDataStoreIngestionRequest::builder, StoreViews::stop);
    }

    private static GetEventDataStoreResponse get(Call call, GetEventDataStoreRequest request) {
        return EventDataStores.of(call).find(request.eventDataStore()).view();
    }

    private static ListEventDataStoresResponse list(Call call, ListEventDataStoresRequest request) {
        Integer asked = request.maxResults();
        if (asked != null && (asked < 1 || asked > MOST)) {
            throw AwsError.of("InvalidMaxResultsException", "The value for MaxResults must be from 1 to %d.", MOST);
        }
        List<EventDataStore> all = EventDataStores.of(call).all().stream()
                .map(store -> EventDataStore.builder()
                        .eventDataStoreArn(store.arn())
                        .name(store.settings().name())
                        .build())
                .toList();
        var page = ResultPage.of(
                all,
                asked == null ? MOST : asked,
                request.nextToken(),
                () -> AwsError.of("InvalidNextTokenException", "The NextToken is not valid."));
        return ListEventDataStoresResponse.builder()
                .eventDataStores(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DeleteEventDataStoreResponse delete(Call call, DeleteEventDataStoreRequest request) {
        EventDataStores stores = EventDataStores.of(call);
        StoredEvents store = stores.active(request.eventDataStore());
        if (Boolean.TRUE.equals(store.settings().terminationProtectionEnabled())) {
            throw AwsError.of(
                    "EventDataStoreTerminationProtectedException",
                    "The event data store cannot be deleted because termination protection is enabled for it.");
        }
        stores.put(store.deleted(call.now()));
        return DeleteEventDataStoreResponse.builder().build();
    }

    private static RestoreEventDataStoreResponse restore(Call call, RestoreEventDataStoreRequest request) {
        EventDataStores stores = EventDataStores.of(call);
        StoredEvents store = stores.find(request.eventDataStore());
        if (store.deleted() == null) {
            throw status("The event data store is not pending deletion.");
        }
        return SdkFields.copy(stores.put(store.deleted(null)).view(), RestoreEventDataStoreResponse.builder())
                .build();
    }

    private static StartEventDataStoreIngestionResponse start(Call call, StartEventDataStoreIngestionRequest request) {
        move(call, request.eventDataStore(), EventDataStoreStatus.STOPPED_INGESTION, EventDataStoreStatus.ENABLED);
        return StartEventDataStoreIngestionResponse.builder().build();
    }

    private static StopEventDataStoreIngestionResponse stop(Call call, StopEventDataStoreIngestionRequest request) {
        move(call, request.eventDataStore(), EventDataStoreStatus.ENABLED, EventDataStoreStatus.STOPPED_INGESTION);
        return StopEventDataStoreIngestionResponse.builder().build();
    }

    private static void move(Call call, String named, EventDataStoreStatus from, EventDataStoreStatus to) {
        EventDataStores stores = EventDataStores.of(call);
        StoredEvents store = stores.find(named);
        if (store.status() != from) {
            throw status("The event data store is not in a status that supports the operation: " + store.status());
        }
        boolean others = store.settings().advancedEventSelectors().stream()
                .flatMap(selector -> selector.fieldSelectors().stream())
                .filter(field -> field.field().equals("eventCategory"))
                .anyMatch(field -> !OF_CLOUDTRAIL.containsAll(field.equalsValue()));
        if (others) {
            throw AwsError.of(
                    "InvalidEventDataStoreCategoryException",
                    "Ingestion can only be started or stopped for event data stores of CloudTrail events.");
        }
        stores.put(store.to(to, call.now()));
    }

    private static AwsError status(String message) {
        return new AwsError("InvalidEventDataStoreStatusException", 400, message);
    }
}
