package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.DisableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.ModifyEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.ModifyEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.ResetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.ResetEbsDefaultKmsKeyIdResponse;

/** Encryption by default, and the key it uses. */
final class EbsDefaultOperations {
    private EbsDefaultOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "EnableEbsEncryptionByDefault",
                        EnableEbsEncryptionByDefaultRequest::builder,
                        EbsDefaultOperations::enable)
                .on(
                        "DisableEbsEncryptionByDefault",
                        DisableEbsEncryptionByDefaultRequest::builder,
                        EbsDefaultOperations::disable)
                .on("GetEbsEncryptionByDefault", GetEbsEncryptionByDefaultRequest::builder, EbsDefaultOperations::get)
                .on("GetEbsDefaultKmsKeyId", GetEbsDefaultKmsKeyIdRequest::builder, EbsDefaultOperations::getKey)
                .on(
                        "ModifyEbsDefaultKmsKeyId",
                        ModifyEbsDefaultKmsKeyIdRequest::builder,
                        EbsDefaultOperations::modifyKey)
                .on("ResetEbsDefaultKmsKeyId", ResetEbsDefaultKmsKeyIdRequest::builder, EbsDefaultOperations::resetKey);
    }

    private static EnableEbsEncryptionByDefaultResponse enable(Call call, EnableEbsEncryptionByDefaultRequest request) {
        StorageState.of(call).defaults().encrypt(true);
        return EnableEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(true)
                .build();
    }

    private static DisableEbsEncryptionByDefaultResponse disable(
            Call call, DisableEbsEncryptionByDefaultRequest request) {
        StorageState.of(call).defaults().encrypt(false);
        return DisableEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(false)
                .build();
    }

    private static GetEbsEncryptionByDefaultResponse get(Call call, GetEbsEncryptionByDefaultRequest request) {
        return GetEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(StorageState.of(call).defaults().encrypt())
                .build();
    }

    private static GetEbsDefaultKmsKeyIdResponse getKey(Call call, GetEbsDefaultKmsKeyIdRequest request) {
        return GetEbsDefaultKmsKeyIdResponse.builder()
                .kmsKeyId(StorageState.of(call).defaults().name())
                .build();
    }

    private static ModifyEbsDefaultKmsKeyIdResponse modifyKey(Call call, ModifyEbsDefaultKmsKeyIdRequest request) {
        String named = Refusals.required(request.kmsKeyId(), "KmsKeyId");
        EbsDefaults defaults = StorageState.of(call).defaults();
        defaults.key(Optional.ofNullable(EbsDefaults.resolve(call, named))
                .filter(arn -> !arn.equals(EbsDefaults.managed(call))));
        return ModifyEbsDefaultKmsKeyIdResponse.builder()
                .kmsKeyId(defaults.name())
                .build();
    }

    private static ResetEbsDefaultKmsKeyIdResponse resetKey(Call call, ResetEbsDefaultKmsKeyIdRequest request) {
        EbsDefaults defaults = StorageState.of(call).defaults();
        defaults.key(Optional.empty());
        return ResetEbsDefaultKmsKeyIdResponse.builder()
                .kmsKeyId(defaults.name())
                .build();
    }
}
