package dev.firebreak.testkit.service.kms.crypto;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.kms.DryRuns;
import dev.firebreak.testkit.service.kms.KeyLookup;
import dev.firebreak.testkit.service.kms.KmsErrors;
import dev.firebreak.testkit.service.kms.KmsKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.VerifyRequest;
import software.amazon.awssdk.services.kms.model.VerifyResponse;

/** Signs and verifies with asymmetric keys. */
public final class SignatureOperations {
    private static final int MESSAGE_BYTES = 4096;

    private SignatureOperations() {}

    public static void addTo(Operations operations) {
        operations
                .on("Sign", SignRequest::builder, SignatureOperations::sign)
                .on("Verify", VerifyRequest::builder, SignatureOperations::verify)
                .on("GetPublicKey", GetPublicKeyRequest::builder, SignatureOperations::publicKey);
    }

    private static SignResponse sign(Call call, SignRequest request) {
        KmsKey key = signing(call, request.keyId(), request.signingAlgorithm(), "Sign");
        KeySignature signature = signature(request.signingAlgorithm(), request.messageType());
        byte[] message = message(request.message());
        DryRuns.check(request.dryRun());
        return SignResponse.builder()
                .keyId(key.arn())
                .signature(SdkBytes.fromByteArray(
                        signature.sign(key.material().pair().getPrivate(), message)))
                .signingAlgorithm(request.signingAlgorithm())
                .build();
    }

    private static VerifyResponse verify(Call call, VerifyRequest request) {
        KmsKey key = signing(call, request.keyId(), request.signingAlgorithm(), "Verify");
        KeySignature signature = signature(request.signingAlgorithm(), request.messageType());
        byte[] message = message(request.message());
        DryRuns.check(request.dryRun());
        if (!signature.verifies(
                key.material().pair().getPublic(), message, request.signature().asByteArray())) {
            throw AwsError.of("KMSInvalidSignatureException", "");
        }
        return VerifyResponse.builder()
                .keyId(key.arn())
                .signatureValid(true)
                .signingAlgorithm(request.signingAlgorithm())
                .build();
    }

    private static KmsKey signing(Call call, String keyId, SigningAlgorithmSpec algorithm, String operation) {
        KmsKey key = KeyLookup.find(call, keyId, operation);
        KeyLookup.checkUse(key, KeyUsageType.SIGN_VERIFY, operation);
        KeyLookup.checkAlgorithm(key, key.metadata().signingAlgorithms(), algorithm);
        return KeyLookup.usable(key);
    }

    private static KeySignature signature(SigningAlgorithmSpec algorithm, @Nullable MessageType type) {
        if (type == MessageType.UNKNOWN_TO_SDK_VERSION || type == MessageType.EXTERNAL_MU) {
            throw KmsErrors.constraint(type, "messageType", "Member must satisfy enum value set: [RAW, DIGEST]");
        }
        return new KeySignature(algorithm, type == MessageType.DIGEST);
    }

    private static byte[] message(SdkBytes message) {
        byte[] bytes = message.asByteArray();
        if (bytes.length > MESSAGE_BYTES) {
            throw KmsErrors.constraint(
                    "java.nio.HeapByteBuffer", "message", "Member must have length less than or equal to 4096");
        }
        return bytes;
    }

    @SuppressWarnings("deprecation") // older clients know no other name
    private static GetPublicKeyResponse publicKey(Call call, GetPublicKeyRequest request) {
        KmsKey key = KeyLookup.find(call, request.keyId(), "GetPublicKey");
        KeySpec spec = key.metadata().keySpec();
        if (!KeyAlgorithms.isRsa(spec) && !KeyAlgorithms.isEcc(spec)) {
            throw KmsErrors.unsupported("%s is not an asymmetric key", key.arn());
        }
        KeyLookup.usable(key);
        return GetPublicKeyResponse.builder()
                .keyId(key.arn())
                .publicKey(
                        SdkBytes.fromByteArray(key.material().pair().getPublic().getEncoded()))
                .customerMasterKeySpec(spec.toString())
                .keySpec(spec)
                .keyUsage(key.metadata().keyUsage())
                .encryptionAlgorithms(key.metadata().encryptionAlgorithms())
                .signingAlgorithms(key.metadata().signingAlgorithms())
                .build();
    }
}
