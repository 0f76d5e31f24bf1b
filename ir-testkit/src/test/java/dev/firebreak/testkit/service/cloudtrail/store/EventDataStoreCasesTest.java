package dev.firebreak.testkit.service.cloudtrail.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.EventDataStore;
import software.amazon.awssdk.services.cloudtrail.model.EventDataStoreStatus;

class EventDataStoreCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/";

    @Test
    @AwsFact(
            value = "A new store keeps management events of all Regions for a year, protected from deletion",
            source = API + "API_CreateEventDataStore.html")
    void createEventDataStore_nameOnly_hasTheDefaults() {
        CloudTrailClient trail = client(CloudTrailClient.builder());

        var made = trail.createEventDataStore(make -> make.name("evidence"));

        assertThat(made.status()).isEqualTo(EventDataStoreStatus.CREATED);
        assertThat(made.eventDataStoreArn()).contains(":eventdatastore/");
        var read = trail.getEventDataStore(get -> get.eventDataStore(made.eventDataStoreArn()));
        assertThat(read.status()).isEqualTo(EventDataStoreStatus.ENABLED);
        assertThat(read.retentionPeriod()).isEqualTo(366);
        assertThat(read.multiRegionEnabled()).isTrue();
        assertThat(read.organizationEnabled()).isFalse();
        assertThat(read.terminationProtectionEnabled()).isTrue();
        assertThat(read.billingModeAsString()).isEqualTo("EXTENDABLE_RETENTION_PRICING");
        assertThat(trail.listEventDataStores(query -> {}).eventDataStores())
                .extracting(EventDataStore::name)
                .containsExactly("evidence");
    }

    @Test
    @AwsFact(
            value = "Names are taken once, and retention is from 7 to 3,653 days",
            source = API + "API_CreateEventDataStore.html")
    void createEventDataStore_outOfBounds_isRefused() {
        CloudTrailClient trail = client(CloudTrailClient.builder());
        create(trail);

        assertThat(Refused.by(() -> create(trail))).startsWith("EventDataStoreAlreadyExistsException");
        assertThat(Refused.by(() ->
                        trail.createEventDataStore(make -> make.name("short").retentionPeriod(6))))
                .startsWith("InvalidParameterException");
        assertThat(Refused.by(() -> trail.createEventDataStore(
                        make -> make.name("everywhere").organizationEnabled(true))))
                .startsWith("OrganizationsNotInUseException");
    }

    @Test
    @AwsFact(
            value = "A store that is protected is not deleted, and one that is not waits seven days for its end",
            source = API + "API_DeleteEventDataStore.html")
    void deleteEventDataStore_unprotected_isGoneAfterSevenDays() {
        CloudTrailClient trail = client(CloudTrailClient.builder());
        String arn = create(trail);
        assertThat(Refused.by(() -> trail.deleteEventDataStore(delete -> delete.eventDataStore(arn))))
                .startsWith("EventDataStoreTerminationProtectedException");
        trail.updateEventDataStore(change -> change.eventDataStore(arn).terminationProtectionEnabled(false));

        trail.deleteEventDataStore(delete -> delete.eventDataStore(arn));

        assertThat(status(trail, arn)).isEqualTo(EventDataStoreStatus.PENDING_DELETION);
        assertThat(Refused.by(() -> trail.updateEventDataStore(
                        change -> change.eventDataStore(arn).retentionPeriod(30))))
                .startsWith("InactiveEventDataStoreException");
        clock.advance(Duration.ofDays(7));
        assertThat(Refused.by(() -> status(trail, arn))).startsWith("EventDataStoreNotFoundException");
    }

    @Test
    @AwsFact(
            value = "A store is restored while it waits for its deletion, and only then",
            source = API + "API_RestoreEventDataStore.html")
    void restoreEventDataStore_pendingDeletion_isEnabledAgain() {
        CloudTrailClient trail = client(CloudTrailClient.builder());
        String arn = create(trail);
        trail.updateEventDataStore(change -> change.eventDataStore(arn).terminationProtectionEnabled(false));
        trail.deleteEventDataStore(delete -> delete.eventDataStore(arn));

        trail.restoreEventDataStore(restore -> restore.eventDataStore(arn));

        assertThat(status(trail, arn)).isEqualTo(EventDataStoreStatus.ENABLED);
        assertThat(Refused.by(() -> trail.restoreEventDataStore(restore -> restore.eventDataStore(arn))))
                .startsWith("InvalidEventDataStoreStatusException");
    }

    @Test
    @AwsFact(
            value = "Ingestion stops and starts again, each only from the other",
            source = API + "API_StopEventDataStoreIngestion.html")
    void stopEventDataStoreIngestion_enabled_isStopped() {
        CloudTrailClient trail = client(CloudTrailClient.builder());
        String arn = create(trail);
        assertThat(Refused.by(() -> trail.startEventDataStoreIngestion(start -> start.eventDataStore(arn))))
                .startsWith("InvalidEventDataStoreStatusException");

        trail.stopEventDataStoreIngestion(stop -> stop.eventDataStore(arn));

        assertThat(status(trail, arn)).isEqualTo(EventDataStoreStatus.STOPPED_INGESTION);
        assertThat(Refused.by(() -> trail.stopEventDataStoreIngestion(stop -> stop.eventDataStore(arn))))
                .startsWith("InvalidEventDataStoreStatusException");
        trail.startEventDataStoreIngestion(start -> start.eventDataStore(arn));
        assertThat(status(trail, arn)).isEqualTo(EventDataStoreStatus.ENABLED);
    }

    private static String create(CloudTrailClient trail) {
        return trail.createEventDataStore(make -> make.name("evidence")).eventDataStoreArn();
    }

    private static EventDataStoreStatus status(CloudTrailClient trail, String arn) {
        return trail.getEventDataStore(get -> get.eventDataStore(arn)).status();
    }
}
