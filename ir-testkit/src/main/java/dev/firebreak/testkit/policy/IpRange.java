package dev.firebreak.testkit.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** A range of IPv4 or IPv6 addresses. */
record IpRange(BigInteger address, int prefix, int bits) {
    /** The range that CIDR notation names; an address alone is a range of one. */
    static Optional<IpRange> parse(String text) {
        String[] parts = text.strip().split("/", 2);
        // Nothing that is no literal address may reach the resolver.
        boolean literal =
                parts[0].matches("\\d{1,3}(\\.\\d{1,3}){3}") || parts[0].matches("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
        if (!literal || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            return Optional.empty();
        }
        try {
            byte[] octets = InetAddress.getByName(parts[0]).getAddress();
            int bits = octets.length * 8;
            int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : bits;
            return prefix > bits ? Optional.empty() : Optional.of(new IpRange(new BigInteger(1, octets), prefix, bits));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    boolean contains(IpRange other) {
        int shift = bits - prefix;
        return bits == other.bits
                && other.prefix >= prefix
                && address.shiftRight(shift).equals(other.address.shiftRight(shift));
    }
}
