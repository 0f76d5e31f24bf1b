package dev.firebreak.testkit.network;

/**
 * Something that a packet came to on its way.
 *
 * @param kind what it is
 * @param id its id, such as {@code sg-0123456789abcdef0}
 * @param rule what of it decided: the id of a group's rule, the number of an ACL's entry, the destination of a route; or empty
 * @param detail what it did with the packet
 */
public record Hop(Kind kind, String id, String rule, String detail) {
    /** What a packet can come to. */
    public enum Kind {
        HOST,
        INTERFACE,
        SECURITY_GROUP,
        NETWORK_ACL,
        ROUTE_TABLE,
        INTERNET_GATEWAY,
        EGRESS_ONLY_GATEWAY,
        NAT_GATEWAY,
        PEERING,
        TRANSIT_GATEWAY,
        ENDPOINT,
        LOAD_BALANCER,
        ACCELERATOR,
        FIREWALL,
        AMAZON
    }

    @Override
    public String toString() {
        return (id + " " + rule).strip() + ": " + detail;
    }
}
