package dev.firebreak.testkit.service.ec2.key;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key pair that EC2 makes.
 *
 * @param publicKey as OpenSSH has it within its line
 * @param privateKey unencrypted PEM: PKCS #1 for RSA, OpenSSH's own for Ed25519
 * @param fingerprint as EC2 gives it for a key of its own making
 */
record NewKey(byte[] publicKey, String privateKey, String fingerprint) {
    private static final int RSA_BITS = 2048;
    private static final int ED25519_BYTES = 32;
    /** What PKCS #8 puts before the PKCS #1 form of an RSA key of 2048 bits. */
    private static final int PKCS8_HEADER = 26;

    static NewKey rsa() {
        KeyPair pair = generate("RSA", RSA_BITS);
        RSAPublicKey half = (RSAPublicKey) pair.getPublic();
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, PKCS8_HEADER, pkcs8.length);
        byte[] open = join(
                text(PublicKeys.RSA),
                part(half.getPublicExponent().toByteArray()),
                part(half.getModulus().toByteArray()));
        return new NewKey(open, pem("RSA", pkcs1), PublicKeys.colons(PublicKeys.digest("SHA-1", pkcs8)));
    }

    static NewKey ed25519() {
        KeyPair pair = generate("Ed25519", 255);
        byte[] seed = last(pair.getPrivate().getEncoded());
        byte[] half = last(pair.getPublic().getEncoded());
        byte[] open = join(text(PublicKeys.ED25519), part(half));
        byte[] secret = join(new byte[8], open, part(join(seed, half)), text(""));
        byte[] file = join(
                "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII),
                text("none"),
                text("none"),
                text(""),
                new byte[] {0, 0, 0, 1},
                part(open),
                part(padded(secret)));
        return new NewKey(open, pem("OPENSSH", file), PublicKeys.fingerprint(open));
    }

    private static KeyPair generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Cannot make a key pair: not in this Java (" + algorithm + ")", missing);
        }
    }

    private static byte[] last(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    }

    private static byte[] padded(byte[] secret) {
        byte[] padded = Arrays.copyOf(secret, (secret.length + 7) / 8 * 8);
        for (int index = secret.length; index < padded.length; index++) {
            padded[index] = (byte) (index - secret.length + 1);
        }
        return padded;
    }

    private static String pem(String kind, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN " + kind + " PRIVATE KEY-----\n" + lines.encodeToString(content) + "\n-----END " + kind
                + " PRIVATE KEY-----";
    }

    private static byte[] text(String value) {
        return part(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] part(byte[] content) {
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
