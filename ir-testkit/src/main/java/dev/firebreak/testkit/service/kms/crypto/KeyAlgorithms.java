package dev.firebreak.testkit.service.kms.crypto;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** What a key of each kind can be used for. See "Key spec reference" in the KMS Developer Guide. */
public final class KeyAlgorithms {
    private KeyAlgorithms() {}

    public static boolean isRsa(KeySpec spec) {
        return spec.toString().startsWith("RSA_");
    }

    public static boolean isEcc(KeySpec spec) {
        return spec.toString().startsWith("ECC_NIST_P");
    }

    public static boolean isHmac(KeySpec spec) {
        return spec.toString().startsWith("HMAC_");
    }

    public static boolean allows(KeySpec spec, KeyUsageType usage) {
        return switch (usage) {
            case ENCRYPT_DECRYPT -> spec == KeySpec.SYMMETRIC_DEFAULT || isRsa(spec);
            case SIGN_VERIFY -> isRsa(spec) || isEcc(spec);
            case GENERATE_VERIFY_MAC -> isHmac(spec);
            default -> false;
        };
    }

    public static KeyMetadata.Builder describe(KeyMetadata.Builder metadata, KeySpec spec, KeyUsageType usage) {
        return switch (usage) {
            case ENCRYPT_DECRYPT -> metadata.encryptionAlgorithms(encryption(spec));
            case SIGN_VERIFY -> metadata.signingAlgorithms(signing(spec));
            default ->
                metadata.macAlgorithms(
                        MacAlgorithmSpec.fromValue(spec.toString().replace("HMAC_", "HMAC_SHA_")));
        };
    }

    private static List<EncryptionAlgorithmSpec> encryption(KeySpec spec) {
        return isRsa(spec)
                ? List.of(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1, EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256)
                : List.of(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT);
    }

    private static List<SigningAlgorithmSpec> signing(KeySpec spec) {
        if (isRsa(spec)) {
            return Stream.of("RSASSA_PKCS1_V1_5_SHA_", "RSASSA_PSS_SHA_")
                    .flatMap(scheme -> Stream.of("256", "384", "512").map(scheme::concat))
                    .map(SigningAlgorithmSpec::fromValue)
                    .toList();
        }
        String bits = spec == KeySpec.ECC_NIST_P256 ? "256" : spec == KeySpec.ECC_NIST_P384 ? "384" : "512";
        return List.of(SigningAlgorithmSpec.fromValue("ECDSA_SHA_" + bits));
    }
}
