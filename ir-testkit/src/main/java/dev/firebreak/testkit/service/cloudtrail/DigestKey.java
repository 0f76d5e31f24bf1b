package dev.firebreak.testkit.service.cloudtrail;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/** The key that signs digest files: one for the life of the process, made when it is first needed. */
final class DigestKey {
    /** How many bytes stand before the PKCS #1 key in the X.509 encoding of an RSA key of 2048 bits. */
    private static final int X509_HEADER = 24;

    private final KeyPair pair;

    private DigestKey(KeyPair pair) {
        this.pair = pair;
    }

    private static final class Holder {
        private static final DigestKey KEY = make();
    }

    static DigestKey get() {
        return Holder.KEY;
    }

    private static DigestKey make() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new DigestKey(generator.generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The public key in PKCS #1, as {@code ListPublicKeys} gives it. */
    byte[] publicKey() {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, X509_HEADER, encoded.length);
    }

    /** The MD5 of the public key, by which a digest file names it. */
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(publicKey()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String sign(byte[] text) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(pair.getPrivate());
            signer.update(text);
            return HexFormat.of().formatHex(signer.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
