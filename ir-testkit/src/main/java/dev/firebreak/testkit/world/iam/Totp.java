package dev.firebreak.testkit.world.iam;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The six-digit codes of a virtual MFA device, by RFC 6238: a new one every 30 seconds. */
public final class Totp {
    private static final int SECONDS = 30;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    /** What a device with this seed, in base 32, shows at a time. */
    public static String code(String base32Seed, Instant at) {
        return code(base32Seed, step(at));
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }

    /** The step of a code, if the device shows it within this many steps of now. */
    static OptionalLong find(String base32Seed, String code, Instant now, int within) {
        return LongStream.rangeClosed(step(now) - within, step(now) + within)
                .filter(step -> code(base32Seed, step).equals(code))
                .findFirst();
    }

    private static String code(String seed, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(decode(seed), "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Cannot compute a code: no HMAC-SHA1", impossible);
        }
    }

    private static byte[] decode(String seed) {
        var bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (char letter : seed.toCharArray()) {
            buffer = buffer << 5 | BASE32.indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits & 0xff);
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
