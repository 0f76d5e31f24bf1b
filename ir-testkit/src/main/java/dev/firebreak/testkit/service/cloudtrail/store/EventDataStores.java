package dev.firebreak.testkit.service.cloudtrail.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.time.Instant;
import java.util.List;

/** The event data stores of an account in a Region. They say what they are to keep; their events cannot be queried here. */
public final class EventDataStores implements ServiceState {
    private final Region region;
    private final Table<StoredEvents> byArn = new Table<>(StoredEvents::arn);

    private EventDataStores(Region region) {
        this.region = region;
    }

    /** Adds the operations on event data stores. */
    public static void addTo(Operations operations) {
        StoreOperations.addTo(operations);
        StoreViews.addTo(operations);
    }

    static EventDataStores of(Call call) {
        return call.region().state(EventDataStores.class, EventDataStores::new);
    }

    /** The stores that are not gone for good. */
    List<StoredEvents> all() {
        Instant now = region.world().now();
        List.copyOf(byArn.all()).stream()
                .filter(store -> store.isGone(now))
                .forEach(store -> byArn.remove(store.arn()));
        return List.copyOf(byArn.all());
    }

    StoredEvents put(StoredEvents store) {
        byArn.put(store);
        return store;
    }

    /** The store that a call names by its ARN or the last part of it. */
    StoredEvents find(String arnOrId) {
        if (arnOrId.startsWith("arn:")
                && !arnOrId.matches("arn:aws:cloudtrail:[a-z0-9-]+:[0-9]{12}:eventdatastore/.+")) {
            throw AwsError.of(
                    "EventDataStoreARNInvalidException",
                    "The specified event data store ARN is not valid: %s",
                    arnOrId);
        }
        return all().stream()
                .filter(store -> store.arn().equals(arnOrId) || store.arn().endsWith("/" + arnOrId))
                .findFirst()
                .orElseThrow(() -> AwsError.of(
                        "EventDataStoreNotFoundException",
                        "The specified event data store was not found: %s",
                        arnOrId));
    }

    /** The same, which must not wait for its deletion. */
    StoredEvents active(String arnOrId) {
        StoredEvents store = find(arnOrId);
        if (store.deleted() != null) {
            throw AwsError.of("InactiveEventDataStoreException", "The event data store is inactive: %s", store.arn());
        }
        return store;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        all().forEach(store -> json.putObject(store.arn())
                .put("status", store.status().toString())
                .set("settings", SdkJson.of(store.settings())));
        return json;
    }
}
