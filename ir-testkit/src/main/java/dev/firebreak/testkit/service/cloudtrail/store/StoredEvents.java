package dev.firebreak.testkit.service.cloudtrail.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.EventDataStoreStatus;
import software.amazon.awssdk.services.cloudtrail.model.GetEventDataStoreResponse;

/**
 * An event data store.
 *
 * @param settings the store as the API gives it, with the status that it was given last
 * @param deleted when it was deleted; null when it was not
 */
record StoredEvents(
        GetEventDataStoreResponse settings, @Nullable Instant deleted) {
    private static final Duration RECOVERABLE = Duration.ofDays(7);

    String arn() {
        return settings.eventDataStoreArn();
    }

    EventDataStoreStatus status() {
        return deleted == null ? settings.status() : EventDataStoreStatus.PENDING_DELETION;
    }

    GetEventDataStoreResponse view() {
        return settings.copy(copy -> copy.status(status()));
    }

    boolean isGone(Instant now) {
        return deleted != null && !now.isBefore(deleted.plus(RECOVERABLE));
    }

    StoredEvents to(EventDataStoreStatus status, Instant now) {
        return new StoredEvents(settings.copy(copy -> copy.status(status).updatedTimestamp(now)), deleted);
    }

    StoredEvents deleted(@Nullable Instant when) {
        return new StoredEvents(settings, when);
    }
}
