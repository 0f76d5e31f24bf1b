package dev.firebreak.testkit.network;

import dev.firebreak.testkit.world.Region;
import java.util.Optional;

/** Who sends or takes packets: an interface of a VPC, an address in the internet, or whatever has a DNS name. */
public final class Host {
    private final Optional<Region> region;
    private final String name;
    private final boolean ipv6;

    private Host(Optional<Region> region, String name, boolean ipv6) {
        this.region = region;
        this.name = name;
        this.ipv6 = ipv6;
    }

    static Host inside(Site site) {
        return new Host(Optional.of(site.region()), site.id(), false);
    }

    /** Who has an address in the internet, or a DNS name. */
    static Host outside(String nameOrAddress) {
        return new Host(Optional.empty(), nameOrAddress, Addresses.isIpv6(nameOrAddress));
    }

    /** The same host, spoken to over IPv6. */
    public Host overIpv6() {
        return new Host(region, name, true);
    }

    boolean ipv6() {
        return ipv6;
    }

    boolean isInside() {
        return region.isPresent();
    }

    /** The interface, as long as it is there. */
    Optional<Site> site() {
        return region.flatMap(each -> Sites.byId(each, name));
    }

    /** The address or the DNS name of one outside, the id of an interface. */
    String name() {
        return name;
    }

    /** What tells the host from all others. */
    String key() {
        return region.map(each -> each.account().id() + "/" + each.name() + "/").orElse("") + name + (ipv6 ? "/6" : "");
    }

    @Override
    public String toString() {
        return name;
    }
}
