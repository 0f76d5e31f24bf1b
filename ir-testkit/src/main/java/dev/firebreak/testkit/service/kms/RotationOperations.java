package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsRequest;
import software.amazon.awssdk.services.kms.model.ListKeyRotationsResponse;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandRequest;
import software.amazon.awssdk.services.kms.model.RotateKeyOnDemandResponse;
import software.amazon.awssdk.services.kms.model.RotationType;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;

/** Rotates the material of keys. */
final class RotationOperations {
    private static final int ON_DEMAND = 25;

    private RotationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("EnableKeyRotation", EnableKeyRotationRequest::builder, RotationOperations::enable)
                .on("DisableKeyRotation", DisableKeyRotationRequest::builder, RotationOperations::disable)
                .on("GetKeyRotationStatus", GetKeyRotationStatusRequest::builder, RotationOperations::status)
                .on("RotateKeyOnDemand", RotateKeyOnDemandRequest::builder, RotationOperations::rotate)
                .on("ListKeyRotations", ListKeyRotationsRequest::builder, RotationOperations::list);
    }

    private static EnableKeyRotationResponse enable(Call call, EnableKeyRotationRequest request) {
        KmsKey key = rotatable(KeyLookup.managed(call, request.keyId(), "EnableKeyRotation"));
        Integer period = request.rotationPeriodInDays();
        if (period != null && (period < 90 || period > 2560)) {
            throw KmsErrors.constraint(
                    period,
                    "rotationPeriodInDays",
                    period < 90
                            ? "Member must have value greater than or equal to 90"
                            : "Member must have value less than or equal to 2560");
        }
        int days = period == null ? KeyRotation.USUAL_DAYS : period;
        if (!key.rotation().isEnabled() || key.rotation().periodDays() != days) {
            key.rotation().enable(call.now(), days);
        }
        return EnableKeyRotationResponse.builder().build();
    }

    private static KmsKey rotatable(KmsKey key) {
        if (key.metadata().keySpec() != KeySpec.SYMMETRIC_DEFAULT
                || key.metadata().origin() != OriginType.AWS_KMS) {
            throw KmsErrors.unsupported(
                    "%s: rotation is supported only for symmetric encryption keys with material of AWS KMS", key.arn());
        }
        return KeyLookup.usable(key);
    }

    private static DisableKeyRotationResponse disable(Call call, DisableKeyRotationRequest request) {
        rotatable(KeyLookup.managed(call, request.keyId(), "DisableKeyRotation"))
                .rotation()
                .disable();
        return DisableKeyRotationResponse.builder().build();
    }

    private static GetKeyRotationStatusResponse status(Call call, GetKeyRotationStatusRequest request) {
        KmsKey key = KeyLookup.kept(KeyLookup.managed(call, request.keyId(), "GetKeyRotationStatus"));
        KeyRotation rotation = key.rotation();
        var answer = GetKeyRotationStatusResponse.builder().keyId(key.id()).keyRotationEnabled(rotation.isEnabled());
        return rotation.isEnabled()
                ? answer.rotationPeriodInDays(rotation.periodDays())
                        .nextRotationDate(rotation.next())
                        .build()
                : answer.build();
    }

    private static RotateKeyOnDemandResponse rotate(Call call, RotateKeyOnDemandRequest request) {
        KmsKey key = rotatable(KeyLookup.managed(call, request.keyId(), "RotateKeyOnDemand"));
        if (key.rotation().onDemand() >= ON_DEMAND) {
            throw AwsError.of(
                    "LimitExceededException",
                    "You have reached the maximum number of on-demand rotations for this KMS key");
        }
        key.rotation().rotate(key, RotationType.ON_DEMAND, call.now());
        return RotateKeyOnDemandResponse.builder().keyId(key.id()).build();
    }

    private static ListKeyRotationsResponse list(Call call, ListKeyRotationsRequest request) {
        KmsKey key = KeyLookup.managed(call, request.keyId(), "ListKeyRotations");
        int limit = KeyLookup.limit(request.limit(), 100, 1000);
        ResultPage<RotationsListEntry> page =
                ResultPage.of(key.rotation().done(), limit, request.marker(), KmsErrors::invalidMarker);
        return ListKeyRotationsResponse.builder()
                .rotations(page.items())
                .nextMarker(page.nextToken())
                .truncated(page.nextToken() != null)
                .build();
    }
}
