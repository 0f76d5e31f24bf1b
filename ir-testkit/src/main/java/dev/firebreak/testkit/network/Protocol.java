package dev.firebreak.testkit.network;

import java.util.Locale;

/** What a packet carries. */
public enum Protocol {
    TCP(6, 6),
    UDP(17, 17),
    /** Echo requests and their answers; for IPv6 it is ICMPv6. */
    ICMP(1, 58),
    /** Stands for all protocols that have no ports. */
    GRE(47, 47);

    private final int ipv4;
    private final int ipv6;

    Protocol(int ipv4, int ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** The number that IANA has assigned to it. */
    public int number(boolean overIpv6) {
        return overIpv6 ? ipv6 : ipv4;
    }

    boolean hasPorts() {
        return this == TCP || this == UDP;
    }

    /** Whether this is the protocol that a rule names, by name or number. */
    boolean is(String named, boolean overIpv6) {
        return switch (named.toLowerCase(Locale.ROOT)) {
            case "-1" -> true;
            case "tcp" -> this == TCP;
            case "udp" -> this == UDP;
            case "icmp" -> this == ICMP && !overIpv6;
            case "icmpv6" -> this == ICMP && overIpv6;
            default -> named.equals(String.valueOf(number(overIpv6)));
        };
    }
}
