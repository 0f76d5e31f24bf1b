package dev.firebreak.testkit.network;

import dev.firebreak.testkit.guest.GuestNetwork;
import dev.firebreak.testkit.world.Region;

/** Lets what runs on an instance reach what a packet from its primary interface reaches. */
public final class GuestPath implements GuestNetwork.Path {
    /** The path of the guests of any world. */
    public GuestPath() {}

    @Override
    public boolean isOpen(Region region, String instanceId, String host, int port) {
        return Sites.ofInstance(region, instanceId).stream()
                .findFirst()
                .map(site -> new Flow(Host.inside(site), Host.outside(host), Protocol.TCP, port))
                .filter(flow ->
                        flow.send(region.world(), new Trail()).reachability().passes())
                .isPresent();
    }
}
