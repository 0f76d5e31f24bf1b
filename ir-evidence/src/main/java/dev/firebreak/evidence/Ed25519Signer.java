package dev.firebreak.evidence;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.internal.Pem;
import dev.firebreak.evidence.internal.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** Signs with an Ed25519 key that this process holds. Its file is PKCS#8 PEM, as {@code openssl genpkey} writes it. */
public final class Ed25519Signer implements Signer {
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final int SEED_BYTES = 32;

    private final String name;
    private final KeyPair keys;

    private Ed25519Signer(String name, KeyPair keys) {
        this.name = SignedNote.requireName(name);
        this.keys = keys;
    }

    /** A signer with a new key, named {@code firebreak}. */
    public static Ed25519Signer generate() {
        return new Ed25519Signer("firebreak", generate(new SecureRandom()));
    }

    /**
     * The signer with the key in this file, named {@code firebreak}.
     *
     * @throws EvidenceIntegrityException when the file cannot be read, or holds no Ed25519 key in PKCS#8 PEM
     */
    public static Ed25519Signer load(Path file) {
        try {
            PrivateKey secret = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.read(file, PRIVATE_KEY)));
            byte[] seed = ((EdECPrivateKey) secret)
                    .getBytes()
                    .orElseThrow(() -> new InvalidKeyException("its seed is not accessible"));
            // The JDK gives no public key for a private one, but generates the same pair from the same seed.
            return new Ed25519Signer("firebreak", generate(new SeedOnce(seed)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new EvidenceIntegrityException("Cannot load key " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * This signer under another name.
     *
     * @throws IllegalArgumentException when the name is empty, or has white space or a plus sign
     */
    public Ed25519Signer named(String newName) {
        return new Ed25519Signer(newName, keys);
    }

    /**
     * Writes the private key to a new file, readable by its owner only.
     *
     * @throws EvidenceIntegrityException when the file is there already or cannot be written
     */
    public void save(Path file) {
        try {
            Pem.write(file, PRIVATE_KEY, keys.getPrivate().getEncoded());
        } catch (IOException e) {
            throw new EvidenceIntegrityException("Cannot save key " + file + ": " + e, e);
        }
    }

    /** The public key in PEM. */
    public String publicKeyPem() {
        return Pem.publicKey(keys.getPublic());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PublicKey publicKey() {
        return keys.getPublic();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new EvidenceIntegrityException("Cannot sign: " + e.getMessage(), e);
        }
    }

    private static KeyPair generate(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot generate a key: this JDK has no Ed25519", e);
        }
    }

    private static final class SeedOnce extends SecureRandom {
        private final transient byte[] seed;

        SeedOnce(byte[] seed) throws InvalidKeyException {
            if (seed.length != SEED_BYTES) {
                throw new InvalidKeyException("its seed has " + seed.length + " bytes, not " + SEED_BYTES);
            }
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
