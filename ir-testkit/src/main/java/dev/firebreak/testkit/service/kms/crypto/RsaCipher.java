package dev.firebreak.testkit.service.kms.crypto;

import dev.firebreak.testkit.service.kms.KmsErrors;
import dev.firebreak.testkit.service.kms.KmsKey;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;

/** Encryption with RSA keys and OAEP. */
final class RsaCipher {
    private RsaCipher() {}

    static byte[] encrypt(KmsKey key, EncryptionAlgorithmSpec algorithm, byte[] plaintext) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key.material().pair().getPublic(), padding(algorithm));
            return cipher.doFinal(plaintext);
        } catch (GeneralSecurityException tooLong) {
            throw KmsErrors.validation("Plaintext is too long for %s with this key", algorithm);
        }
    }

    static byte[] decrypt(KmsKey key, EncryptionAlgorithmSpec algorithm, byte[] ciphertext) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.DECRYPT_MODE, key.material().pair().getPrivate(), padding(algorithm));
            return cipher.doFinal(ciphertext);
        } catch (GeneralSecurityException forged) {
            throw KmsErrors.invalidCiphertext();
        }
    }

    private static OAEPParameterSpec padding(EncryptionAlgorithmSpec algorithm) {
        String digest = algorithm == EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1 ? "SHA-1" : "SHA-256";
        return new OAEPParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), PSource.PSpecified.DEFAULT);
    }
}
