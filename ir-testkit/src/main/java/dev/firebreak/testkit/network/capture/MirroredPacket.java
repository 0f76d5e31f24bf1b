package dev.firebreak.testkit.network.capture;

import java.time.Instant;

/**
 * A copy of a packet, as a mirror session brings it, in VXLAN, to its target.
 *
 * @param sessionId the mirror session
 * @param virtualNetworkId the VXLAN network identifier
 * @param sourceInterfaceId the interface that is watched
 * @param targetInterfaceId the interface that the copy comes to
 * @param egress whether the packet left the watched interface
 * @param header the packet
 * @param time when
 */
public record MirroredPacket(
        String sessionId,
        int virtualNetworkId,
        String sourceInterfaceId,
        String targetInterfaceId,
        boolean egress,
        Sighting.Header header,
        Instant time) {}
