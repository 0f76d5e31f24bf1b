package dev.firebreak.testkit.service.iam.credential;

import dev.firebreak.testkit.service.AwsError;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An RSA public key in the format of OpenSSH; IAM takes no others.
 *
 * @param text the key as uploaded
 * @param fingerprint the MD5 digest of the key, as AWS shows it
 * @param key the key itself
 */
record SshPublicKey(String text, String fingerprint, PublicKey key) {
    private static final int SMALLEST = 2048;
    private static final int LONGEST_NUMBER = 4096;

    static SshPublicKey parse(String text) {
        String[] parts = text.trim().split("\\s+", 3);
        if (parts.length < 2 || !parts[0].equals("ssh-rsa")) {
            throw invalid();
        }
        try {
            byte[] blob = Base64.getDecoder().decode(parts[1]);
            return new SshPublicKey(text, fingerprint(blob), rsa(blob));
        } catch (IllegalArgumentException | BufferUnderflowException | GeneralSecurityException malformed) {
            throw invalid();
        }
    }

    String pem() {
        String encoded = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + encoded + "\n-----END PUBLIC KEY-----\n";
    }

    private static PublicKey rsa(byte[] blob) throws GeneralSecurityException {
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        if (!new String(next(buffer), StandardCharsets.US_ASCII).equals("ssh-rsa")) {
            throw new IllegalArgumentException("Not an RSA key");
        }
        BigInteger exponent = new BigInteger(1, next(buffer));
        BigInteger modulus = new BigInteger(1, next(buffer));
        if (modulus.bitLength() < SMALLEST) {
            throw new IllegalArgumentException("Too small a key");
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    private static byte[] next(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > LONGEST_NUMBER) {
            throw new IllegalArgumentException("Not a number of a key");
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static String fingerprint(byte[] blob) throws GeneralSecurityException {
        return HexFormat.ofDelimiter(":")
                .formatHex(MessageDigest.getInstance("MD5").digest(blob));
    }

    private static AwsError invalid() {
        return new AwsError("InvalidPublicKey", 400, "The public key is malformed or otherwise invalid.");
    }
}
