package dev.firebreak.testkit.service.kms.crypto;

import dev.firebreak.testkit.world.Ids;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeySpec;

/** The secret of a key, which never leaves KMS. */
public final class KeyMaterial {
    private static final int KEY_BYTES = 32;

    private final KeySpec spec;
    private final Ids ids;
    private final List<byte[]> secrets = new ArrayList<>();
    private @Nullable KeyPair pair;

    public KeyMaterial(KeySpec spec, Ids ids) {
        this.spec = spec;
        this.ids = ids;
        rotate();
    }

    /** Adds new material, under which all is encrypted from now on; the older decrypts what it has encrypted. */
    public void rotate() {
        secrets.add(random(ids, KeyAlgorithms.isHmac(spec) ? macBytes(spec) : KEY_BYTES));
    }

    private static int macBytes(KeySpec spec) {
        return Integer.parseInt(spec.toString().substring("HMAC_".length())) / Byte.SIZE;
    }

    static byte[] random(Ids ids, int length) {
        return HexFormat.of().parseHex(ids.hex(2 * length));
    }

    /** The number of the newest secret. */
    int current() {
        return secrets.size() - 1;
    }

    byte[] secret(int number) {
        return secrets.get(number);
    }

    boolean has(int number) {
        return number >= 0 && number < secrets.size();
    }

    /** The two keys of an asymmetric key, made when first needed, for that takes long. */
    KeyPair pair() {
        KeyPair made = pair;
        if (made == null) {
            made = generate();
            pair = made;
        }
        return made;
    }

    private KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(KeyAlgorithms.isRsa(spec) ? "RSA" : "EC");
            if (KeyAlgorithms.isRsa(spec)) {
                generator.initialize(Integer.parseInt(spec.toString().substring("RSA_".length())));
            } else {
                generator.initialize(
                        new ECGenParameterSpec("secp" + spec.toString().substring("ECC_NIST_P".length()) + "r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Cannot make a key pair: not in this Java (" + spec + ")", missing);
        }
    }
}
