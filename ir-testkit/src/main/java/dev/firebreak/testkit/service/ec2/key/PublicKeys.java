package dev.firebreak.testkit.service.ec2.key;

import dev.firebreak.testkit.service.AwsError;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** Public keys as OpenSSH writes them, and the fingerprints that EC2 gives them. */
final class PublicKeys {
    static final String RSA = "ssh-rsa";
    static final String ED25519 = "ssh-ed25519";
    private static final Set<Integer> LENGTHS = Set.of(1024, 2048, 4096);

    private PublicKeys() {}

    /** The key in a line of OpenSSH, with its type first, or EC2's refusal. */
    static byte[] read(String line) {
        String[] words = line.strip().split("\\s+", 3);
        try {
            if (words.length > 1 && (words[0].equals(RSA) || words[0].equals(ED25519))) {
                byte[] key = Base64.getDecoder().decode(words[1]);
                if (words[0].equals(new String(part(ByteBuffer.wrap(key)), StandardCharsets.US_ASCII))) {
                    return key;
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException malformed) {
            throw malformed();
        }
        throw malformed();
    }

    /** The fingerprint of a key that was imported: MD5 of the DER form for RSA, SHA-256 as OpenSSH makes it for Ed25519. */
    static String fingerprint(byte[] key) {
        ByteBuffer parts = ByteBuffer.wrap(key);
        try {
            if (new String(part(parts), StandardCharsets.US_ASCII).equals(ED25519)) {
                if (part(parts).length != 32) {
                    throw malformed();
                }
                return Base64.getEncoder().encodeToString(digest("SHA-256", key));
            }
            var exponent = new BigInteger(part(parts));
            var modulus = new BigInteger(part(parts));
            if (!LENGTHS.contains(modulus.bitLength())) {
                throw AwsError.of("InvalidKey.Format", "Invalid length of the RSA key: %d", modulus.bitLength());
            }
            var spec = new RSAPublicKeySpec(modulus, exponent);
            return colons(digest(
                    "MD5", KeyFactory.getInstance("RSA").generatePublic(spec).getEncoded()));
        } catch (GeneralSecurityException | BufferUnderflowException | NumberFormatException unreadable) {
            throw malformed();
        }
    }

    static String colons(byte[] digest) {
        return HexFormat.ofDelimiter(":").formatHex(digest);
    }

    static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Cannot take a fingerprint: not in this Java (" + algorithm + ")", missing);
        }
    }

    private static byte[] part(ByteBuffer key) {
        int length = key.getInt();
        if (length < 0 || length > key.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        key.get(part);
        return part;
    }

    private static AwsError malformed() {
        return AwsError.of("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
    }
}
