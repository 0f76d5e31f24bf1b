package dev.firebreak.testkit.service.pattern;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;

/** A block of IPv4 or IPv6 addresses. */
final class CidrBlock {
    private CidrBlock() {}

    static Predicate<String> parse(String block) {
        String[] parts = block.split("/", 2);
        byte[] network = address(parts[0]).orElseThrow(() -> malformed(block));
        int bits = network.length * 8;
        int prefix = parts.length == 1 ? bits : parts[1].matches("\\d{1,3}") ? Integer.parseInt(parts[1]) : -1;
        if (prefix < 0 || prefix > bits) {
            throw malformed(block);
        }
        BigInteger wanted = new BigInteger(1, network).shiftRight(bits - prefix);
        return text -> address(text)
                .filter(other -> other.length == network.length)
                .map(other -> new BigInteger(1, other).shiftRight(bits - prefix).equals(wanted))
                .orElse(false);
    }

    private static InvalidPatternException malformed(String block) {
        return new InvalidPatternException("Malformed CIDR, one '/' required: " + block);
    }

    /** Literal addresses only: a name would be looked up. */
    private static Optional<byte[]> address(String text) {
        boolean version4 = text.matches("(\\d{1,3}\\.){3}\\d{1,3}");
        boolean version6 = text.contains(":") && text.matches("[0-9a-fA-F:.]+");
        if (!version4 && !version6) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
