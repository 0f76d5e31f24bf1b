package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;

/** Enables, disables and deletes keys. */
final class KeyStateOperations {
    private static final int SHORTEST_WAIT = 7;
    private static final int LONGEST_WAIT = 30;

    private KeyStateOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("EnableKey", EnableKeyRequest::builder, KeyStateOperations::enable)
                .on("DisableKey", DisableKeyRequest::builder, KeyStateOperations::disable)
                .on("ScheduleKeyDeletion", ScheduleKeyDeletionRequest::builder, KeyStateOperations::scheduleDeletion)
                .on("CancelKeyDeletion", CancelKeyDeletionRequest::builder, KeyStateOperations::cancelDeletion);
    }

    private static EnableKeyResponse enable(Call call, EnableKeyRequest request) {
        changeable(KeyLookup.managed(call, request.keyId(), "EnableKey")).setState(KeyState.ENABLED);
        return EnableKeyResponse.builder().build();
    }

    private static DisableKeyResponse disable(Call call, DisableKeyRequest request) {
        changeable(KeyLookup.managed(call, request.keyId(), "DisableKey")).setState(KeyState.DISABLED);
        return DisableKeyResponse.builder().build();
    }

    private static KmsKey changeable(KmsKey key) {
        if (key.metadata().keyState() == KeyState.PENDING_IMPORT) {
            throw KmsErrors.state(key, "pending import");
        }
        return KeyLookup.kept(key);
    }

    private static ScheduleKeyDeletionResponse scheduleDeletion(Call call, ScheduleKeyDeletionRequest request) {
        int days = request.pendingWindowInDays() == null ? LONGEST_WAIT : request.pendingWindowInDays();
        if (days < SHORTEST_WAIT) {
            throw KmsErrors.constraint(
                    days, "pendingWindowInDays", "Member must have value greater than or equal to " + SHORTEST_WAIT);
        }
        if (days > LONGEST_WAIT) {
            throw KmsErrors.constraint(
                    days, "pendingWindowInDays", "Member must have value less than or equal to " + LONGEST_WAIT);
        }
        KmsKey key = KeyLookup.kept(KeyLookup.managed(call, request.keyId(), "ScheduleKeyDeletion"));
        Instant deletion = call.now().plus(Duration.ofDays(days));
        key.change(metadata -> metadata.deletionDate(deletion));
        key.setState(KeyState.PENDING_DELETION);
        return ScheduleKeyDeletionResponse.builder()
                .keyId(key.arn())
                .deletionDate(deletion)
                .keyState(KeyState.PENDING_DELETION)
                .pendingWindowInDays(days)
                .build();
    }

    /** A key whose deletion was cancelled is disabled, so that someone has to look at it. */
    private static CancelKeyDeletionResponse cancelDeletion(Call call, CancelKeyDeletionRequest request) {
        KmsKey key = KeyLookup.managed(call, request.keyId(), "CancelKeyDeletion");
        if (key.metadata().keyState() != KeyState.PENDING_DELETION) {
            throw KmsErrors.state(key, "not pending deletion");
        }
        key.change(metadata -> metadata.deletionDate(null));
        key.setState(KeyState.DISABLED);
        return CancelKeyDeletionResponse.builder().keyId(key.arn()).build();
    }
}
