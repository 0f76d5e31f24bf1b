package dev.firebreak.testkit.service.cloudtrail.store;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.SdkFields;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.BillingMode;
import software.amazon.awssdk.services.cloudtrail.model.CreateEventDataStoreRequest;
import software.amazon.awssdk.services.cloudtrail.model.CreateEventDataStoreResponse;
import software.amazon.awssdk.services.cloudtrail.model.EventDataStoreStatus;
import software.amazon.awssdk.services.cloudtrail.model.GetEventDataStoreResponse;
import software.amazon.awssdk.services.cloudtrail.model.UpdateEventDataStoreRequest;
import software.amazon.awssdk.services.cloudtrail.model.UpdateEventDataStoreResponse;

/** Making and changing event data stores. */
final class StoreOperations {
    private static final int MOST = 10;
    private static final int LEAST_DAYS = 7;

    private StoreOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateEventDataStore", CreateEventDataStoreRequest::builder, StoreOperations::create)
                .on("UpdateEventDataStore", UpdateEventDataStoreRequest::builder, StoreOperations::update);
    }

    private static CreateEventDataStoreResponse create(Call call, CreateEventDataStoreRequest request) {
        EventDataStores stores = EventDataStores.of(call);
        checkName(stores, request.name(), "");
        checkSelectors(request.advancedEventSelectors());
        if (stores.all().size() >= MOST) {
            throw AwsError.of(
                    "EventDataStoreMaxLimitExceededException",
                    "Your account has used the maximum number of event data stores.");
        }
        if (Boolean.TRUE.equals(request.organizationEnabled())) {
            OrganizationUse.owner(call);
        }
        String billing = Objects.requireNonNullElse(
                request.billingModeAsString(), BillingMode.EXTENDABLE_RETENTION_PRICING.toString());
        boolean ingests = !Boolean.FALSE.equals(request.startIngestion());
        GetEventDataStoreResponse settings = GetEventDataStoreResponse.builder()
                .eventDataStoreArn("arn:aws:cloudtrail:" + call.region().name() + ":"
                        + call.account().id() + ":eventdatastore/"
                        + call.world().ids().uuid())
                .name(request.name())
                .status(ingests ? EventDataStoreStatus.ENABLED : EventDataStoreStatus.STOPPED_INGESTION)
                .advancedEventSelectors(
                        request.advancedEventSelectors().isEmpty() ? management() : request.advancedEventSelectors())
                .multiRegionEnabled(!Boolean.FALSE.equals(request.multiRegionEnabled()))
                .organizationEnabled(Boolean.TRUE.equals(request.organizationEnabled()))
                .retentionPeriod(days(request.retentionPeriod(), billing))
                .terminationProtectionEnabled(!Boolean.FALSE.equals(request.terminationProtectionEnabled()))
                .createdTimestamp(call.now())
                .updatedTimestamp(call.now())
                .kmsKeyId(request.kmsKeyId())
                .billingMode(billing)
                .build();
        stores.put(new StoredEvents(settings, null));
        return CreateEventDataStoreResponse.builder()
                .eventDataStoreArn(settings.eventDataStoreArn())
                .name(settings.name())
                .status(EventDataStoreStatus.CREATED)
                .advancedEventSelectors(settings.advancedEventSelectors())
                .multiRegionEnabled(settings.multiRegionEnabled())
                .organizationEnabled(settings.organizationEnabled())
                .retentionPeriod(settings.retentionPeriod())
                .terminationProtectionEnabled(settings.terminationProtectionEnabled())
                .createdTimestamp(call.now())
                .updatedTimestamp(call.now())
                .tagsList(request.tagsList())
                .kmsKeyId(request.kmsKeyId())
                .billingMode(billing)
                .build();
    }

    private static void checkName(EventDataStores stores, @Nullable String name, String arn) {
        if (name == null || !name.matches("[a-zA-Z0-9._\\-]{3,128}")) {
            throw AwsError.of(
                    "InvalidParameterException", "The event data store name is not valid: %s", String.valueOf(name));
        }
        boolean taken = stores.all().stream()
                .anyMatch(store ->
                        store.settings().name().equals(name) && !store.arn().equals(arn));
        if (taken) {
            throw AwsError.of(
                    "EventDataStoreAlreadyExistsException",
                    "An event data store with that name already exists: %s",
                    name);
        }
    }

    private static void checkSelectors(List<AdvancedEventSelector> selectors) {
        for (AdvancedEventSelector selector : selectors) {
            long categories = selector.fieldSelectors().stream()
                    .filter(field -> "eventCategory".equals(field.field())
                            && field.equalsValue().size() == 1)
                    .count();
            if (categories != 1) {
                throw AwsError.of(
                        "InvalidEventSelectorsException",
                        "The advanced event selectors are not valid: every selector needs eventCategory with one value.");
            }
        }
    }

    private static List<AdvancedEventSelector> management() {
        return List.of(AdvancedEventSelector.builder()
                .name("Default management events")
                .fieldSelectors(AdvancedFieldSelector.builder()
                        .field("eventCategory")
                        .equalsValue("Management")
                        .build())
                .build());
    }

    /** How long events are kept: at most ten years, or seven where the price is fixed for them. */
    private static int days(@Nullable Integer asked, String billing) {
        boolean extendable = billing.equals(BillingMode.EXTENDABLE_RETENTION_PRICING.toString());
        int most = extendable ? 3653 : 2557;
        int days = asked == null ? (extendable ? 366 : 2557) : asked;
        if (days < LEAST_DAYS || days > most) {
            throw AwsError.of(
                    "InvalidParameterException",
                    "The retention period must be between %d and %d days.",
                    LEAST_DAYS,
                    most);
        }
        return days;
    }

    private static UpdateEventDataStoreResponse update(Call call, UpdateEventDataStoreRequest request) {
        EventDataStores stores = EventDataStores.of(call);
        StoredEvents store = stores.active(request.eventDataStore());
        checkSelectors(request.advancedEventSelectors());
        if (request.name() != null) {
            checkName(stores, request.name(), store.arn());
        }
        if (Boolean.TRUE.equals(request.organizationEnabled())) {
            OrganizationUse.owner(call);
        }
        String billing = or(request.billingModeAsString(), store.settings().billingModeAsString());
        if (billing.equals(BillingMode.FIXED_RETENTION_PRICING.toString())
                && !billing.equals(store.settings().billingModeAsString())) {
            throw AwsError.of(
                    "InvalidParameterException",
                    "The billing mode cannot be changed from EXTENDABLE_RETENTION_PRICING to FIXED_RETENTION_PRICING.");
        }
        var changed = new StoredEvents(changed(call, store.settings(), request, billing), null);
        return SdkFields.copy(stores.put(changed).settings(), UpdateEventDataStoreResponse.builder())
                .billingMode(billing)
                .build();
    }

    private static GetEventDataStoreResponse changed(
            Call call, GetEventDataStoreResponse old, UpdateEventDataStoreRequest request, String billing) {
        return old.copy(copy -> copy.name(or(request.name(), old.name()))
                .advancedEventSelectors(
                        request.advancedEventSelectors().isEmpty()
                                ? old.advancedEventSelectors()
                                : request.advancedEventSelectors())
                .multiRegionEnabled(or(request.multiRegionEnabled(), old.multiRegionEnabled()))
                .organizationEnabled(or(request.organizationEnabled(), old.organizationEnabled()))
                .retentionPeriod(days(or(request.retentionPeriod(), old.retentionPeriod()), billing))
                .terminationProtectionEnabled(
                        or(request.terminationProtectionEnabled(), old.terminationProtectionEnabled()))
                .kmsKeyId(request.kmsKeyId() == null ? old.kmsKeyId() : request.kmsKeyId())
                .billingMode(billing)
                .updatedTimestamp(call.now()));
    }

    private static <T> T or(@Nullable T asked, T old) {
        return asked == null ? old : asked;
    }
}
