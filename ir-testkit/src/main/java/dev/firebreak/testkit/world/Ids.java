package dev.firebreak.testkit.world;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes identifiers shaped as AWS's own. Seeded, so that the same calls in the same order give the same identifiers.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class Ids {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Map<String, String> next = new ConcurrentHashMap<>();
    private final Random random;

    public Ids(long seed) {
        this.random = new Random(seed);
    }

    /** An EC2-style identifier: the prefix, a dash and 17 hexadecimal digits, as in {@code i-0123456789abcdef0}. */
    public String ec2(String prefix) {
        String given = next.remove(prefix);
        return given == null ? prefix + "-0" + hex(16) : given;
    }

    /** Makes this the next EC2-style identifier with its prefix, for instance to rehearse with the instance that a finding names. */
    public void next(String id) {
        next.put(id.substring(0, id.lastIndexOf('-')), id);
    }

    /** An IAM unique identifier: the four-letter prefix ({@code AIDA}, {@code AROA}, {@code AKIA}, ...) and 17 base-32 characters. */
    public String iam(String prefix) {
        return prefix + pick(BASE32, 17);
    }

    /** Random lower-case hexadecimal digits. */
    public String hex(int digits) {
        return pick("0123456789abcdef", digits);
    }

    /** A 12-digit account id. */
    public String account() {
        return pick("123456789", 12);
    }

    /** Random base-32 characters, for the seeds of MFA devices. */
    public String base32(int length) {
        return pick(BASE32, length);
    }

    /** Random letters and digits, for secrets and tokens. */
    public String secret(int length) {
        return pick(ALPHANUMERIC, length);
    }

    /** A random UUID, as most services use for request ids. */
    public String uuid() {
        return String.format(Locale.ROOT, "%s-%s-4%s-a%s-%s", hex(8), hex(4), hex(3), hex(3), hex(12));
    }

    private String pick(String alphabet, int count) {
        var text = new StringBuilder(count);
        for (int position = 0; position < count; position++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
