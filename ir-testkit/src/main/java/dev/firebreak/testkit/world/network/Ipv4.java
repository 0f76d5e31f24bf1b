package dev.firebreak.testkit.world.network;

/** An IPv4 range in CIDR notation, such as {@code 172.31.0.0/16}. */
public final class Ipv4 {
    private final int base;
    private final int prefix;

    private Ipv4(int base, int prefix) {
        this.base = base;
        this.prefix = prefix;
    }

    /**
     * Parses a range.
     *
     * @throws IllegalArgumentException when the text is no IPv4 range
     */
    public static Ipv4 range(String cidr) {
        if (!cidr.matches("(\\d{1,3}\\.){3}\\d{1,3}/\\d{1,2}")) {
            throw new IllegalArgumentException("Invalid IPv4 range: " + cidr);
        }
        int slash = cidr.indexOf('/');
        int prefix = Integer.parseInt(cidr.substring(slash + 1));
        if (prefix > 32) {
            throw new IllegalArgumentException("Invalid IPv4 range: " + cidr);
        }
        return new Ipv4(number(cidr.substring(0, slash)) & mask(prefix), prefix);
    }

    /** The range, its host bits cleared, in CIDR notation. */
    public String cidr() {
        return text(base) + "/" + prefix;
    }

    /** The length of the network part, in bits. */
    public int prefix() {
        return prefix;
    }

    /** How many addresses the range has. */
    public long size() {
        return 1L << (32 - prefix);
    }

    /** The address at an offset from the start of the range. */
    public String at(long offset) {
        return text((int) (base + offset));
    }

    /** Whether an address is in the range. */
    public boolean contains(String address) {
        return (number(address) & mask(prefix)) == base;
    }

    /** Whether the whole of another range is in this one. */
    public boolean contains(Ipv4 other) {
        return other.prefix >= prefix && (other.base & mask(prefix)) == base;
    }

    /** Whether the ranges have an address in common. */
    public boolean overlaps(Ipv4 other) {
        return contains(other) || other.contains(this);
    }

    static String text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    private static int number(String address) {
        int number = 0;
        for (String part : address.split("\\.", -1)) {
            int octet = Integer.parseInt(part);
            if (octet > 255) {
                throw new IllegalArgumentException("Invalid IPv4 address: " + address);
            }
            number = number << 8 | octet;
        }
        return number;
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (32 - prefix);
    }
}
