package dev.firebreak.testkit.network.capture;

import dev.firebreak.testkit.world.Region;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * A packet at an interface.
 *
 * @param region where the interface is
 * @param eni the interface
 * @param egress whether the packet leaves it
 * @param header the packet
 * @param accepted whether groups and network ACLs let it through
 */
public record Sighting(Region region, NetworkInterface eni, boolean egress, Header header, boolean accepted) {
    /**
     * Who a packet is from and to, as the interface sees it.
     *
     * @param protocol the number of the protocol
     * @param source the source address
     * @param sourcePort the source port; 0 where there is none
     * @param destination the destination address
     * @param port the destination port; 0 where there is none
     */
    public record Header(int protocol, String source, int sourcePort, String destination, int port) {}

    String interfaceId() {
        return eni.networkInterfaceId();
    }
}
