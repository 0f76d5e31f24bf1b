package dev.firebreak.evidence.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys as PEM text. */
public final class Pem {
    private static final String PUBLIC_KEY = "PUBLIC KEY";

    private Pem() {}

    /** The public key in PEM. */
    public static String publicKey(PublicKey key) {
        return encode(PUBLIC_KEY, key.getEncoded());
    }

    static PublicKey publicKey(String pem) throws GeneralSecurityException {
        var spec = new X509EncodedKeySpec(decode(pem, PUBLIC_KEY));
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("EC").generatePublic(spec);
        }
    }

    /** The bytes in a PEM file with this label. */
    public static byte[] read(Path file, String label) throws IOException {
        return decode(Files.readString(file, StandardCharsets.US_ASCII), label);
    }

    /** Writes a new PEM file that only its owner can read. */
    public static void write(Path file, String label, byte[] der) throws IOException {
        DurableFiles.write(file, encode(label, der).getBytes(StandardCharsets.US_ASCII));
    }

    private static String encode(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static byte[] decode(String pem, String label) {
        String head = "-----BEGIN " + label + "-----";
        String tail = "-----END " + label + "-----";
        String text = pem.strip();
        if (!text.startsWith(head) || !text.endsWith(tail) || text.length() < head.length() + tail.length()) {
            throw new IllegalArgumentException("it is not PEM with the label " + label);
        }
        String body = text.substring(head.length(), text.length() - tail.length());
        return Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    }
}
