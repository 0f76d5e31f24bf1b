package dev.firebreak.testkit.network;

import dev.firebreak.testkit.network.capture.Sighting;

/**
 * A packet on the wire.
 *
 * @param protocol what it carries
 * @param source the address that it says it comes from
 * @param sourcePort the port that it comes from
 * @param destination the address that it goes to
 * @param port the port that it goes to; of ICMP the type
 */
record Packet(Protocol protocol, String source, int sourcePort, String destination, int port) {
    private static final int ECHO = 8;
    private static final int ECHO_IPV6 = 128;
    private static final int ECHO_ANSWER_IPV6 = 129;

    static Packet echo(String source, String destination) {
        boolean ipv6 = Addresses.isIpv6(destination);
        return new Packet(Protocol.ICMP, source, ipv6 ? ECHO_ANSWER_IPV6 : 0, destination, ipv6 ? ECHO_IPV6 : ECHO);
    }

    Sighting.Header header() {
        boolean ports = protocol.hasPorts();
        return new Sighting.Header(
                protocol.number(ipv6()), source, ports ? sourcePort : 0, destination, ports ? port : 0);
    }

    boolean ipv6() {
        return Addresses.isIpv6(destination);
    }

    Packet answer() {
        return new Packet(protocol, destination, port, source, sourcePort);
    }

    Packet from(String address, int fromPort) {
        return new Packet(protocol, address, protocol.hasPorts() ? fromPort : sourcePort, destination, port);
    }

    Packet from(String address) {
        return from(address, sourcePort);
    }

    Packet to(String address, int toPort) {
        return new Packet(protocol, source, sourcePort, address, protocol.hasPorts() ? toPort : port);
    }

    Packet to(String address) {
        return to(address, port);
    }

    @Override
    public String toString() {
        return protocol + " " + source + (protocol.hasPorts() ? ":" + sourcePort : "") + " to " + destination
                + (protocol.hasPorts() ? ":" + port : "");
    }
}
