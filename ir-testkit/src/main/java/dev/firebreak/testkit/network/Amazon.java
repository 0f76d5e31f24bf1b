package dev.firebreak.testkit.network;

import dev.firebreak.testkit.service.route53resolver.DnsFirewallState;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.network.Ec2PrefixList;
import dev.firebreak.testkit.world.network.Ipv4;
import dev.firebreak.testkit.world.network.NetworkTiming;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.State;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** What Amazon itself has on the network: the addresses that it keeps in every VPC, its public endpoints, and names. */
final class Amazon {
    private static final String DNS = "169.254.169.253";
    private static final String METADATA = "169.254.169.254";
    private static final String TIME = "169.254.169.123";
    private static final String DNS_IPV6 = "fd00:ec2::253";
    private static final String METADATA_IPV6 = "fd00:ec2::254";
    private static final String TIME_IPV6 = "fd00:ec2::123";

    private Amazon() {}

    /** Whether a packet goes to the resolver, the metadata or the time service, which neither groups nor ACLs filter. */
    static boolean isReserved(Site site, Packet packet) {
        return switch (packet.destination()) {
            case DNS, METADATA, TIME, DNS_IPV6, METADATA_IPV6, TIME_IPV6 -> true;
            default -> packet.destination().equals(resolver(site));
        };
    }

    /** The address of the resolver: the second after the base of the VPC's primary range. */
    static String resolver(Site site) {
        Vpc vpc = site.ec2().vpcs().find(site.vpcId()).orElseThrow();
        return Ipv4.range(vpc.cidrBlock()).at(2);
    }

    static boolean reach(Walk walk, Site site, Packet packet) {
        String to = packet.destination();
        String name = to.equals(METADATA) || to.equals(METADATA_IPV6)
                ? "metadata"
                : to.equals(TIME) || to.equals(TIME_IPV6) ? "time" : "resolver";
        int port = name.equals("metadata") ? 80 : name.equals("time") ? 123 : 53;
        if (packet.port() != port || !packet.protocol().hasPorts()) {
            return walk.refuse("NO_POSSIBLE_DESTINATION", "the " + name + " service answers only on port " + port);
        }
        if (name.equals("resolver") && !hasResolver(site)) {
            return walk.refuse("NO_POSSIBLE_DESTINATION", site.vpcId() + " has no resolver: enableDnsSupport is off");
        }
        if (name.equals("metadata") && !metadataEnabled(site)) {
            return walk.refuse("NO_POSSIBLE_DESTINATION", "the metadata service of " + site.id() + " is disabled");
        }
        return walk.arriveOutside(packet, Hop.Kind.AMAZON, name, false);
    }

    private static boolean hasResolver(Site site) {
        Vpc vpc = site.ec2().vpcs().find(site.vpcId()).orElseThrow();
        return site.ec2().networks().dns(vpc).support();
    }

    private static boolean metadataEnabled(Site site) {
        return site.instance()
                .map(instance -> instance.launched().metadataOptions())
                .filter(options -> "disabled".equals(options.httpEndpointAsString()))
                .isEmpty();
    }

    /** Whether endpoints of AWS answer a packet. */
    static boolean answers(Packet packet) {
        return packet.protocol() == Protocol.TCP && (packet.port() == 443 || packet.port() == 80);
    }

    /** The rule by which DNS Firewall blocks a query for a name from the VPC of an interface; empty when it lets it through. */
    static Optional<String> blocksQuery(Site site, String name) {
        return DnsFirewallState.of(site.region()).blocking(site.vpcId(), name);
    }

    /** The address that an interface gets for a name; empty when its VPC has no resolver, or DNS Firewall blocks the query. */
    static Optional<String> resolve(Site site, String name) {
        if (!hasResolver(site) || blocksQuery(site, name).isPresent()) {
            return Optional.empty();
        }
        Optional<String> service = service(site.region(), name);
        return service.flatMap(each -> privately(site, each)).or(() -> Optional.of(publicly(site.region(), name)));
    }

    /** The service whose regional endpoint has a name, such as {@code com.amazonaws.eu-west-1.ssm}. */
    private static Optional<String> service(Region region, String name) {
        String suffix = "." + region.name() + ".amazonaws.com";
        if (!name.endsWith(suffix)) {
            return Optional.empty();
        }
        String service = name.substring(0, name.length() - suffix.length());
        return Optional.of("com.amazonaws." + region.name() + "." + service.substring(service.lastIndexOf('.') + 1));
    }

    private static Optional<String> privately(Site site, String service) {
        return site.ec2().networks().endpoints().all().stream()
                .filter(endpoint -> endpoint.vpcId().equals(site.vpcId())
                        && endpoint.serviceName().equals(service))
                .filter(endpoint -> Boolean.TRUE.equals(endpoint.privateDnsEnabled())
                        && NetworkTiming.state(endpoint, site.region().world().now()) == State.AVAILABLE)
                .findFirst()
                .flatMap(endpoint -> address(site, endpoint));
    }

    /** The endpoint's address in the zone of the one who asks, where it has one. */
    private static Optional<String> address(Site site, VpcEndpoint endpoint) {
        var sites = endpoint.networkInterfaceIds().stream()
                .flatMap(id -> Sites.byId(site.region(), id).stream())
                .toList();
        String zone = site.subnet().availabilityZone();
        return sites.stream()
                .filter(each -> zone.equals(each.subnet().availabilityZone()))
                .findFirst()
                .or(() -> sites.stream().findFirst())
                .flatMap(each -> each.address(false));
    }

    /** The public address of a name: one in the service's prefix list where it has one. */
    static String publicly(Region region, String name) {
        int number = Math.floorMod(name.hashCode(), 16_000) + 1;
        return service(region, name)
                .flatMap(service -> region.ec2().networks().prefixLists().all().stream()
                        .filter(list ->
                                list.ofAws() && service.equals(list.list().prefixListName()))
                        .map(Ec2PrefixList::entries)
                        .findFirst())
                .map(entries -> Ipv4.range(entries.get(0).cidr()).at(number % 250 + 1))
                .orElseGet(() -> Ipv4.range("52.119.128.0/18").at(number));
    }
}
