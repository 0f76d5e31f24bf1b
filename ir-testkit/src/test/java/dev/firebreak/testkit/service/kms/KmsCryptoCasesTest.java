package dev.firebreak.testkit.service.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

class KmsCryptoCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/kms/latest/APIReference/";
    private static final SdkBytes SECRET = SdkBytes.fromUtf8String("the plan");
    private static final Map<String, String> CONTEXT = Map.of("case", "IR-2026-042");

    private KmsClient kms;

    @BeforeEach
    void connect() {
        kms = client(KmsClient.builder());
    }

    @Test
    @AwsFact(
            value = "Decrypt finds the key in the ciphertext and needs the same encryption context",
            source = API + "API_Decrypt.html")
    void decrypt_sameContext_givesThePlaintext() {
        String id = create();
        SdkBytes sealed = encrypt(id);
        assertThat(kms.decrypt(decrypt -> decrypt.ciphertextBlob(sealed).encryptionContext(CONTEXT))
                        .plaintext())
                .isEqualTo(SECRET);
        assertThat(Refused.by(() -> kms.decrypt(decrypt -> decrypt.ciphertextBlob(sealed))))
                .startsWith("InvalidCiphertextException");
    }

    @Test
    @AwsFact(value = "A changed ciphertext is not decrypted", source = API + "API_Decrypt.html")
    void decrypt_tampered_isRefused() {
        byte[] sealed = encrypt(create()).asByteArray();
        sealed[sealed.length - 1] ^= 1;
        assertThat(Refused.by(() -> kms.decrypt(decrypt ->
                        decrypt.ciphertextBlob(SdkBytes.fromByteArray(sealed)).encryptionContext(CONTEXT))))
                .startsWith("InvalidCiphertextException");
        assertThat(Refused.by(() ->
                        kms.decrypt(decrypt -> decrypt.ciphertextBlob(SdkBytes.fromUtf8String("not a ciphertext")))))
                .startsWith("InvalidCiphertextException");
    }

    @Test
    @AwsFact(
            value = "A key id in the request must be that of the key that encrypted",
            source = API + "API_Decrypt.html#API_Decrypt_Errors")
    void decrypt_otherKey_isIncorrectKey() {
        SdkBytes sealed = encrypt(create());
        String other = create();
        assertThat(Refused.by(() -> kms.decrypt(
                        decrypt -> decrypt.keyId(other).ciphertextBlob(sealed).encryptionContext(CONTEXT))))
                .startsWith("IncorrectKeyException");
    }

    @Test
    @AwsFact(
            value = "What was encrypted under a key is lost when the key is deleted",
            source = "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html")
    void decrypt_keyDeleted_isDenied() {
        String id = create();
        SdkBytes sealed = encrypt(id);
        kms.scheduleKeyDeletion(key -> key.keyId(id).pendingWindowInDays(7));
        clock.advance(Duration.ofDays(8));
        assertThat(Refused.by(() ->
                        kms.decrypt(decrypt -> decrypt.ciphertextBlob(sealed).encryptionContext(CONTEXT))))
                .startsWith(
                        "AccessDeniedException: The ciphertext refers to a customer master key that does not exist");
    }

    @Test
    @AwsFact(value = "Encrypt takes at most 4096 bytes", source = API + "API_Encrypt.html")
    void encrypt_tooLong_isRefused() {
        String id = create();
        assertThat(Refused.by(() ->
                        kms.encrypt(encrypt -> encrypt.keyId(id).plaintext(SdkBytes.fromByteArray(new byte[4097])))))
                .startsWith("ValidationException")
                .contains("less than or equal to 4096");
    }

    @Test
    @AwsFact(
            value = "Older material of a rotated key still decrypts",
            source = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html")
    void decrypt_afterRotation_stillWorks() {
        String id = create();
        SdkBytes before = encrypt(id);
        kms.rotateKeyOnDemand(rotate -> rotate.keyId(id));
        assertThat(kms.decrypt(decrypt -> decrypt.ciphertextBlob(before).encryptionContext(CONTEXT))
                        .plaintext())
                .isEqualTo(SECRET);
        assertThat(kms.listKeyRotations(query -> query.keyId(id)).rotations()).hasSize(1);
    }

    @Test
    @AwsFact(value = "ReEncrypt changes the key without showing the plaintext", source = API + "API_ReEncrypt.html")
    void reEncrypt_otherKey_isReadWithThat() {
        SdkBytes sealed = encrypt(create());
        String other = create();
        SdkBytes moved = kms.reEncrypt(request -> request.ciphertextBlob(sealed)
                        .sourceEncryptionContext(CONTEXT)
                        .destinationKeyId(other))
                .ciphertextBlob();
        assertThat(kms.decrypt(decrypt -> decrypt.keyId(other).ciphertextBlob(moved))
                        .plaintext())
                .isEqualTo(SECRET);
    }

    @Test
    @AwsFact(
            value = "A data key comes in plaintext and encrypted under the KMS key",
            source = API + "API_GenerateDataKey.html")
    void generateDataKey_aes256_decryptsToItsPlaintext() {
        String id = create();
        GenerateDataKeyResponse made = kms.generateDataKey(key -> key.keyId(id).keySpec("AES_256"));
        assertThat(made.plaintext().asByteArray()).hasSize(32);
        assertThat(kms.decrypt(decrypt -> decrypt.ciphertextBlob(made.ciphertextBlob()))
                        .plaintext())
                .isEqualTo(made.plaintext());
        assertThat(Refused.by(() -> kms.generateDataKey(key -> key.keyId(id)))).startsWith("ValidationException");
    }

    @Test
    @AwsFact(
            value = "A signature of KMS verifies outside with the downloaded public key",
            source = API + "API_GetPublicKey.html")
    void sign_ecc_verifiesOutside() throws GeneralSecurityException {
        String id = kms.createKey(key -> key.keySpec("ECC_NIST_P256").keyUsage("SIGN_VERIFY"))
                .keyMetadata()
                .keyId();
        byte[] message = "chain of custody".getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(message);
        byte[] signed = kms.sign(sign -> sign.keyId(id)
                        .message(SdkBytes.fromByteArray(digest))
                        .messageType(MessageType.DIGEST)
                        .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                .signature()
                .asByteArray();
        byte[] encoded = kms.getPublicKey(query -> query.keyId(id)).publicKey().asByteArray();
        Signature outside = Signature.getInstance("SHA256withECDSA");
        outside.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
        outside.update(message);
        assertThat(outside.verify(signed)).isTrue();
    }

    @Test
    @AwsFact(value = "Verify fails for another message with an error, not with false", source = API + "API_Verify.html")
    void verify_otherMessage_isInvalidSignature() {
        String id = kms.createKey(key -> key.keySpec("RSA_2048").keyUsage("SIGN_VERIFY"))
                .keyMetadata()
                .keyId();
        SdkBytes signed = kms.sign(sign ->
                        sign.keyId(id).message(SECRET).signingAlgorithm(SigningAlgorithmSpec.RSASSA_PSS_SHA_256))
                .signature();
        assertThat(kms.verify(verify -> verify.keyId(id)
                                .message(SECRET)
                                .signature(signed)
                                .signingAlgorithm(SigningAlgorithmSpec.RSASSA_PSS_SHA_256))
                        .signatureValid())
                .isTrue();
        assertThat(Refused.by(() -> kms.verify(verify -> verify.keyId(id)
                        .message(SdkBytes.fromUtf8String("another plan"))
                        .signature(signed)
                        .signingAlgorithm(SigningAlgorithmSpec.RSASSA_PSS_SHA_256))))
                .startsWith("KMSInvalidSignatureException");
    }

    @Test
    @AwsFact(value = "A key for signatures does not encrypt", source = API + "API_Encrypt.html#API_Encrypt_Errors")
    void encrypt_signingKey_isInvalidUsage() {
        String id = kms.createKey(key -> key.keySpec("ECC_NIST_P256").keyUsage("SIGN_VERIFY"))
                .keyMetadata()
                .keyId();
        assertThat(Refused.by(() -> kms.encrypt(encrypt -> encrypt.keyId(id).plaintext(SECRET))))
                .startsWith("InvalidKeyUsageException")
                .endsWith("key usage is SIGN_VERIFY which is not valid for Encrypt.");
    }

    @Test
    @AwsFact(
            value = "An RSA key for encryption decrypts only with its id and algorithm in the request",
            source = API + "API_Decrypt.html")
    void decrypt_rsa_needsKeyAndAlgorithm() {
        String id = kms.createKey(key -> key.keySpec("RSA_2048").keyUsage("ENCRYPT_DECRYPT"))
                .keyMetadata()
                .keyId();
        SdkBytes sealed = kms.encrypt(encrypt -> encrypt.keyId(id)
                        .plaintext(SECRET)
                        .encryptionAlgorithm(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256))
                .ciphertextBlob();
        assertThat(kms.decrypt(decrypt -> decrypt.keyId(id)
                                .ciphertextBlob(sealed)
                                .encryptionAlgorithm(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256))
                        .plaintext())
                .isEqualTo(SECRET);
        assertThat(Refused.by(() -> kms.decrypt(decrypt -> decrypt.ciphertextBlob(sealed))))
                .startsWith("InvalidCiphertextException");
    }

    @Test
    @AwsFact(value = "A MAC of another message is refused", source = API + "API_VerifyMac.html")
    void verifyMac_otherMessage_isInvalidMac() {
        String id = kms.createKey(key -> key.keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC"))
                .keyMetadata()
                .keyId();
        SdkBytes mac = kms.generateMac(
                        generate -> generate.keyId(id).message(SECRET).macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256))
                .mac();
        assertThat(Refused.by(() -> kms.verifyMac(verify -> verify.keyId(id)
                        .message(SdkBytes.fromUtf8String("another plan"))
                        .mac(mac)
                        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256))))
                .startsWith("KMSInvalidMacException");
    }

    private String create() {
        return kms.createKey().keyMetadata().keyId();
    }

    private SdkBytes encrypt(String id) {
        return kms.encrypt(encrypt -> encrypt.keyId(id).plaintext(SECRET).encryptionContext(CONTEXT))
                .ciphertextBlob();
    }
}
