package dev.firebreak.testkit.service.kms.crypto;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.kms.DryRuns;
import dev.firebreak.testkit.service.kms.KeyLookup;
import dev.firebreak.testkit.service.kms.KmsErrors;
import dev.firebreak.testkit.service.kms.KmsKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.GenerateRandomRequest;
import software.amazon.awssdk.services.kms.model.GenerateRandomResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** Makes data keys, with which data is encrypted outside KMS, and random bytes. */
public final class DataKeyOperations {
    private static final int MOST_BYTES = 1024;

    private DataKeyOperations() {}

    public static void addTo(Operations operations) {
        operations
                .on("GenerateDataKey", GenerateDataKeyRequest::builder, DataKeyOperations::dataKey)
                .on(
                        "GenerateDataKeyWithoutPlaintext",
                        GenerateDataKeyWithoutPlaintextRequest::builder,
                        DataKeyOperations::dataKeyWithoutPlaintext)
                .on("GenerateRandom", GenerateRandomRequest::builder, DataKeyOperations::random);
    }

    private static GenerateDataKeyResponse dataKey(Call call, GenerateDataKeyRequest request) {
        KmsKey key = wrapping(call, request.keyId(), "GenerateDataKey");
        byte[] plaintext = made(call, request.keySpec(), request.numberOfBytes());
        DryRuns.check(request.dryRun());
        return GenerateDataKeyResponse.builder()
                .plaintext(SdkBytes.fromByteArray(plaintext))
                .ciphertextBlob(wrapped(key, plaintext, request.encryptionContext()))
                .keyId(key.arn())
                .build();
    }

    private static GenerateDataKeyWithoutPlaintextResponse dataKeyWithoutPlaintext(
            Call call, GenerateDataKeyWithoutPlaintextRequest request) {
        KmsKey key = wrapping(call, request.keyId(), "GenerateDataKeyWithoutPlaintext");
        byte[] plaintext = made(call, request.keySpec(), request.numberOfBytes());
        DryRuns.check(request.dryRun());
        return GenerateDataKeyWithoutPlaintextResponse.builder()
                .ciphertextBlob(wrapped(key, plaintext, request.encryptionContext()))
                .keyId(key.arn())
                .build();
    }

    private static KmsKey wrapping(Call call, String keyId, String action) {
        KmsKey key = KeyLookup.find(call, keyId, action);
        if (key.metadata().keyUsage() != KeyUsageType.ENCRYPT_DECRYPT
                || key.metadata().keySpec() != KeySpec.SYMMETRIC_DEFAULT) {
            throw AwsError.of(
                    "InvalidKeyUsageException", "%s key usage or key spec is not valid for %s.", key.arn(), action);
        }
        return KeyLookup.usable(key);
    }

    private static SdkBytes wrapped(KmsKey key, byte[] plaintext, Map<String, String> context) {
        return SdkBytes.fromByteArray(
                CiphertextBlob.seal(key, plaintext, context).bytes());
    }

    private static byte[] made(Call call, @Nullable DataKeySpec spec, @Nullable Integer bytes) {
        if ((spec == null) == (bytes == null)) {
            throw KmsErrors.validation("Please specify either number of bytes or key spec.");
        }
        if (spec != null && spec != DataKeySpec.AES_128 && spec != DataKeySpec.AES_256) {
            throw KmsErrors.constraint(spec, "keySpec", "Member must satisfy enum value set: [AES_256, AES_128]");
        }
        int length = spec == null ? bytes : spec == DataKeySpec.AES_128 ? 16 : 32;
        return bytes(call, length);
    }

    private static byte[] bytes(Call call, @Nullable Integer length) {
        if (length == null || length < 1) {
            throw KmsErrors.constraint(
                    String.valueOf(length), "numberOfBytes", "Member must have value greater than or equal to 1");
        }
        if (length > MOST_BYTES) {
            throw KmsErrors.constraint(length, "numberOfBytes", "Member must have value less than or equal to 1024");
        }
        return KeyMaterial.random(call.world().ids(), length);
    }

    private static GenerateRandomResponse random(Call call, GenerateRandomRequest request) {
        return GenerateRandomResponse.builder()
                .plaintext(SdkBytes.fromByteArray(bytes(call, request.numberOfBytes())))
                .build();
    }
}
