package dev.firebreak.testkit.service.kms.crypto;

import dev.firebreak.testkit.service.kms.KmsErrors;
import dev.firebreak.testkit.service.kms.KmsKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What symmetric encryption gives: the ciphertext, and under which key and material it can be read again.
 *
 * @param account the account of the key
 * @param keyId the key
 * @param material the number of the material
 * @param nonce the nonce of AES-GCM
 * @param sealed the ciphertext and its tag
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record CiphertextBlob(String account, String keyId, int material, byte[] nonce, byte[] sealed) {
    private static final int FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    static CiphertextBlob seal(KmsKey key, byte[] plaintext, Map<String, String> context) {
        byte[] nonce = KeyMaterial.random(key.region().world().ids(), NONCE_BYTES);
        int material = key.material().current();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key.material().secret(material), nonce, context)
                    .doFinal(plaintext);
            return new CiphertextBlob(key.region().account().id(), key.id(), material, nonce, sealed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Cannot encrypt: AES-GCM failed", impossible);
        }
    }

    /** The plaintext; refuses a changed ciphertext and another encryption context. */
    byte[] open(KmsKey key, Map<String, String> context) {
        if (!key.material().has(material)) {
            throw KmsErrors.invalidCiphertext();
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key.material().secret(material), nonce, context)
                    .doFinal(sealed);
        } catch (GeneralSecurityException forged) {
            throw KmsErrors.invalidCiphertext();
        }
    }

    private static Cipher cipher(int mode, byte[] secret, byte[] nonce, Map<String, String> context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        new TreeMap<>(context).forEach((name, value) -> {
            cipher.updateAAD((name.length() + ":" + name).getBytes(StandardCharsets.UTF_8));
            cipher.updateAAD((value.length() + ":" + value).getBytes(StandardCharsets.UTF_8));
        });
        return cipher;
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(account);
            out.writeUTF(keyId);
            out.writeInt(material);
            out.write(nonce);
            out.write(sealed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static CiphertextBlob parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                throw KmsErrors.invalidCiphertext();
            }
            String account = in.readUTF();
            String keyId = in.readUTF();
            int material = in.readInt();
            byte[] nonce = in.readNBytes(NONCE_BYTES);
            return new CiphertextBlob(account, keyId, material, nonce, in.readAllBytes());
        } catch (IOException malformed) {
            throw KmsErrors.invalidCiphertext();
        }
    }
}
