package dev.firebreak.testkit.service.kms.crypto;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.kms.DryRuns;
import dev.firebreak.testkit.service.kms.KeyLookup;
import dev.firebreak.testkit.service.kms.KmsErrors;
import dev.firebreak.testkit.service.kms.KmsKey;
import dev.firebreak.testkit.service.kms.KmsKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ReEncryptRequest;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/** Encrypts and decrypts, with the encryption context as authenticated data. */
public final class CipherOperations {
    private static final int PLAINTEXT_BYTES = 4096;

    private CipherOperations() {}

    public static void addTo(Operations operations) {
        operations
                .on("Encrypt", EncryptRequest::builder, CipherOperations::encrypt)
                .on("Decrypt", DecryptRequest::builder, CipherOperations::decrypt)
                .on("ReEncrypt", ReEncryptRequest::builder, CipherOperations::reEncrypt);
    }

    /** The side of a key on which data is encrypted or decrypted. */
    private record Side(KmsKey key, EncryptionAlgorithmSpec algorithm, Map<String, String> context) {
        static Side of(
                KmsKey key, @Nullable EncryptionAlgorithmSpec asked, Map<String, String> context, String operation) {
            if (key.metadata().keyUsage() != KeyUsageType.ENCRYPT_DECRYPT) {
                throw KmsErrors.usage(key, operation);
            }
            KeyLookup.usable(key);
            EncryptionAlgorithmSpec algorithm = asked == null ? EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT : asked;
            if (!key.metadata().encryptionAlgorithms().contains(algorithm)) {
                throw AwsError.of(
                        "InvalidKeyUsageException",
                        "%s key spec is %s which is not valid for algorithm %s.",
                        key.arn(),
                        key.metadata().keySpecAsString(),
                        algorithm);
            }
            if (algorithm != EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT && !context.isEmpty()) {
                throw KmsErrors.validation("EncryptionContext is not supported with asymmetric keys");
            }
            return new Side(key, algorithm, context);
        }

        byte[] encrypt(byte[] plaintext) {
            return key.metadata().keySpec() == KeySpec.SYMMETRIC_DEFAULT
                    ? CiphertextBlob.seal(key, plaintext, context).bytes()
                    : RsaCipher.encrypt(key, algorithm, plaintext);
        }

        byte[] decrypt(byte[] ciphertext) {
            return key.metadata().keySpec() == KeySpec.SYMMETRIC_DEFAULT
                    ? CiphertextBlob.parse(ciphertext).open(key, context)
                    : RsaCipher.decrypt(key, algorithm, ciphertext);
        }
    }

    private static EncryptResponse encrypt(Call call, EncryptRequest request) {
        KmsKey key = KeyLookup.find(call, request.keyId(), "Encrypt");
        Side side = Side.of(key, request.encryptionAlgorithm(), request.encryptionContext(), "Encrypt");
        byte[] plaintext = request.plaintext().asByteArray();
        if (plaintext.length < 1 || plaintext.length > PLAINTEXT_BYTES) {
            throw KmsErrors.constraint(
                    "java.nio.HeapByteBuffer",
                    "plaintext",
                    plaintext.length < 1
                            ? "Member must have length greater than or equal to 1"
                            : "Member must have length less than or equal to 4096");
        }
        DryRuns.check(request.dryRun());
        return EncryptResponse.builder()
                .ciphertextBlob(SdkBytes.fromByteArray(side.encrypt(plaintext)))
                .keyId(key.arn())
                .encryptionAlgorithm(side.algorithm)
                .build();
    }

    private static DecryptResponse decrypt(Call call, DecryptRequest request) {
        byte[] ciphertext = request.ciphertextBlob().asByteArray();
        KmsKey key = source(call, ciphertext, request.keyId(), request.encryptionAlgorithm(), "Decrypt");
        Side side = Side.of(key, request.encryptionAlgorithm(), request.encryptionContext(), "Decrypt");
        DryRuns.check(request.dryRun());
        return DecryptResponse.builder()
                .plaintext(SdkBytes.fromByteArray(side.decrypt(ciphertext)))
                .keyId(key.arn())
                .encryptionAlgorithm(side.algorithm)
                .build();
    }

    /** A symmetric ciphertext says itself which key it needs; a key that the request names must be that one. */
    private static KmsKey source(
            Call call,
            byte[] ciphertext,
            @Nullable String keyId,
            @Nullable EncryptionAlgorithmSpec algorithm,
            String action) {
        KmsKey named = keyId == null ? null : KeyLookup.find(call, keyId, action);
        if (algorithm != null && algorithm != EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT) {
            if (named == null) {
                throw KmsErrors.validation(
                        "KeyId is required when the ciphertext was encrypted under an asymmetric key");
            }
            return named;
        }
        CiphertextBlob blob = CiphertextBlob.parse(ciphertext);
        String arn = "arn:aws:kms:" + call.region().name() + ":" + blob.account() + ":key/" + blob.keyId();
        KmsKey key = KmsKeys.find(call.region(), arn).orElseThrow(CipherOperations::unknown);
        if (named != null && named != key) {
            throw AwsError.of(
                    "IncorrectKeyException",
                    "The key ID in the request does not identify a CMK that can perform this operation.");
        }
        return KeyLookup.find(call, arn, action);
    }

    private static AwsError unknown() {
        return AwsError.of(
                "AccessDeniedException",
                "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are "
                        + "not allowed to access.");
    }

    private static ReEncryptResponse reEncrypt(Call call, ReEncryptRequest request) {
        byte[] ciphertext = request.ciphertextBlob().asByteArray();
        KmsKey from =
                source(call, ciphertext, request.sourceKeyId(), request.sourceEncryptionAlgorithm(), "ReEncryptFrom");
        KmsKey to = KeyLookup.find(call, request.destinationKeyId(), "ReEncryptTo");
        Side source =
                Side.of(from, request.sourceEncryptionAlgorithm(), request.sourceEncryptionContext(), "ReEncrypt");
        Side destination = Side.of(
                to, request.destinationEncryptionAlgorithm(), request.destinationEncryptionContext(), "ReEncrypt");
        DryRuns.check(request.dryRun());
        return ReEncryptResponse.builder()
                .ciphertextBlob(SdkBytes.fromByteArray(destination.encrypt(source.decrypt(ciphertext))))
                .sourceKeyId(from.arn())
                .keyId(to.arn())
                .sourceEncryptionAlgorithm(source.algorithm)
                .destinationEncryptionAlgorithm(destination.algorithm)
                .build();
    }
}
