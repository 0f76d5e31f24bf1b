package dev.firebreak.testkit.world.network;

import java.math.BigInteger;

/** An IPv6 range in CIDR notation, such as {@code 2001:db8::/32}. */
public final class Ipv6 {
    private static final int BITS = 128;
    private static final int GROUPS = 8;

    private final BigInteger base;
    private final int prefix;

    private Ipv6(BigInteger base, int prefix) {
        this.base = base;
        this.prefix = prefix;
    }

    /**
     * Parses a range.
     *
     * @throws IllegalArgumentException when the text is no IPv6 range
     */
    public static Ipv6 range(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0 || !cidr.substring(slash + 1).matches("\\d{1,3}")) {
            throw malformed(cidr);
        }
        int prefix = Integer.parseInt(cidr.substring(slash + 1));
        if (prefix > BITS) {
            throw malformed(cidr);
        }
        return new Ipv6(number(cidr.substring(0, slash)).and(mask(prefix)), prefix);
    }

    /** The address in its shortest form, as RFC 5952 writes it. */
    public static String canonical(String address) {
        return text(number(address));
    }

    /** The range, its host bits cleared, in its shortest form. */
    public String cidr() {
        return text(base) + "/" + prefix;
    }

    /** The length of the network part, in bits. */
    public int prefix() {
        return prefix;
    }

    /** Whether an address is in the range. */
    public boolean contains(String address) {
        return number(address).and(mask(prefix)).equals(base);
    }

    /** Whether the whole of another range is in this one. */
    public boolean contains(Ipv6 other) {
        return other.prefix >= prefix && other.base.and(mask(prefix)).equals(base);
    }

    /** Whether the ranges have an address in common. */
    public boolean overlaps(Ipv6 other) {
        return contains(other) || other.contains(this);
    }

    private static BigInteger mask(int prefix) {
        return BigInteger.ONE.shiftLeft(prefix).subtract(BigInteger.ONE).shiftLeft(BITS - prefix);
    }

    private static BigInteger number(String address) {
        int gap = address.indexOf("::");
        String[] head = groups(gap < 0 ? address : address.substring(0, gap));
        String[] tail = groups(gap < 0 ? "" : address.substring(gap + 2));
        int missing = GROUPS - head.length - tail.length;
        if (gap < 0 ? missing != 0 : missing < 1) {
            throw malformed(address);
        }
        BigInteger number = BigInteger.ZERO;
        for (int index = 0; index < GROUPS; index++) {
            String group = index < head.length
                    ? head[index]
                    : index < head.length + missing ? "0" : tail[index - head.length - missing];
            if (!group.matches("[0-9a-fA-F]{1,4}")) {
                throw malformed(address);
            }
            number = number.shiftLeft(16).or(BigInteger.valueOf(Integer.parseInt(group, 16)));
        }
        return number;
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static String text(BigInteger number) {
        var groups = new int[GROUPS];
        for (int index = 0; index < GROUPS; index++) {
            groups[index] = number.shiftRight(16 * (GROUPS - 1 - index)).intValue() & 0xffff;
        }
        int start = -1;
        int length = 1;
        for (int from = 0; from < GROUPS; from++) {
            int to = from;
            while (to < GROUPS && groups[to] == 0) {
                to++;
            }
            if (to - from > length) {
                start = from;
                length = to - from;
            }
        }
        if (start < 0) {
            return joined(groups, 0, GROUPS);
        }
        return joined(groups, 0, start) + "::" + joined(groups, start + length, GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        var text = new StringBuilder();
        for (int index = from; index < to; index++) {
            text.append(index == from ? "" : ":").append(Integer.toHexString(groups[index]));
        }
        return text.toString();
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("Invalid IPv6 range: " + text);
    }
}
