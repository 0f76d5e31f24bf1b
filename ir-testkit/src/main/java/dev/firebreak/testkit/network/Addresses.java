package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.network.Ipv4;
import dev.firebreak.testkit.world.network.Ipv6;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IPv4 and IPv6 addresses and ranges, as text. */
final class Addresses {
    static final String ANY = "0.0.0.0/0";
    static final String ANY_IPV6 = "::/0";

    private static final List<String> PRIVATE = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

    private Addresses() {}

    static boolean isIpv6(String address) {
        return address.indexOf(':') >= 0;
    }

    static boolean isAddress(String text) {
        return isIpv6(text) || text.matches("(\\d{1,3}\\.){3}\\d{1,3}");
    }

    /** The address as the tables of EC2 have it. */
    static String canonical(String address) {
        return isIpv6(address) ? Ipv6.canonical(address) : address;
    }

    /** Whether an address is in a range, which may be missing, or one of the other family. */
    static boolean in(@Nullable String cidr, String address) {
        if (cidr == null || isIpv6(cidr) != isIpv6(address)) {
            return false;
        }
        return isIpv6(cidr)
                ? Ipv6.range(cidr).contains(address)
                : Ipv4.range(cidr).contains(address);
    }

    static int prefix(String cidr) {
        return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    }

    static boolean isPrivate(String address) {
        return PRIVATE.stream().anyMatch(range -> in(range, address));
    }

    /** Whether a range is that of all addresses of its family. */
    static boolean isAny(@Nullable String cidr, boolean ipv6) {
        return (ipv6 ? ANY_IPV6 : ANY).equals(cidr);
    }
}
