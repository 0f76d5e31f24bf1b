package dev.firebreak.testkit.network;

import dev.firebreak.testkit.network.capture.Capture;
import dev.firebreak.testkit.network.capture.MirroredPacket;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The network of a fake AWS: says which packets pass, and keeps connections as AWS does.
 *
 * <pre>{@code
 * Network network = fake.network();
 * Host web = network.instance("i-0123456789abcdef0");
 * Host attacker = network.internet("198.51.100.7");
 *
 * Connection shell = network.connect(attacker, web, 22);
 * // ... contain ...
 * assertThat(shell.isAlive()).isFalse();
 * assertThat(network.flow(web, attacker, 443).verdict()).isEqualTo(Verdict.REFUSED);
 * }</pre>
 *
 * <p>A packet passes when routes, network ACLs, security groups and gateways let it through, and the answer to it too. Connections are
 * tracked by interfaces as the EC2 User Guide says ("Security group connection tracking").
 *
 * <p><i>Threading:</i> safe for use by many threads; it takes the world's monitor.
 */
public final class Network {
    private final World world;
    private final Region region;

    private Network(Region region) {
        this.world = region.world();
        this.region = region;
    }

    /** The network as seen from a Region of an account, where ids are looked up. */
    public static Network of(Region region) {
        return new Network(region);
    }

    /** Has connections see that rules have changed; to be called under the world's monitor after whatever may have changed them. */
    public static void settle(World world) {
        NetworkState.of(world).settle();
    }

    /** Has flow logs written whose time has come; to be called under the world's monitor before anybody looks. */
    public static void deliver(World world) {
        Capture.of(world).deliver();
    }

    /** The same network, with ids looked up in another account or Region. */
    public Network in(String accountId, String regionName) {
        synchronized (world) {
            return new Network(world.account(accountId).region(regionName));
        }
    }

    /**
     * An instance, at its primary interface.
     *
     * @throws IllegalArgumentException when there is no such instance
     */
    public Host instance(String instanceId) {
        synchronized (world) {
            return Sites.ofInstance(region, instanceId).stream()
                    .findFirst()
                    .map(Host::inside)
                    .orElseThrow(() -> new IllegalArgumentException("No instance with interfaces: " + instanceId));
        }
    }

    /**
     * Whatever a network interface belongs to.
     *
     * @throws IllegalArgumentException when there is no such interface
     */
    public Host networkInterface(String interfaceId) {
        synchronized (world) {
            return Sites.byId(region, interfaceId)
                    .map(Host::inside)
                    .orElseThrow(() -> new IllegalArgumentException("No network interface " + interfaceId));
        }
    }

    /** A host in the internet with an IPv4 or IPv6 address; whatever in a VPC has that public address, when something has. */
    public Host internet(String address) {
        if (!Addresses.isAddress(address)) {
            throw new IllegalArgumentException("Invalid address: " + address + " (must be of IPv4 or IPv6)");
        }
        return Host.outside(Addresses.canonical(address));
    }

    /** Any address, as an instance may send to: also a private or a link-local one. */
    public Host address(String address) {
        return internet(address);
    }

    /** What a DNS name stands for where it is asked for: with private DNS, an interface endpoint. */
    public Host named(String dnsName) {
        return Host.outside(dnsName);
    }

    /** The regional endpoint of an AWS service, such as {@code ssm}. */
    public Host service(String name) {
        return named(name + "." + region.name() + ".amazonaws.com");
    }

    /** Says at which ports a host listens. If not set, at all. */
    public Network listen(Host host, Integer... ports) {
        synchronized (world) {
            String key = host.site()
                    .flatMap(site -> site.instance().map(instance -> instance.id()))
                    .orElse(host.name());
            NetworkState.of(world).listen(key, Arrays.stream(ports).collect(Collectors.toUnmodifiableSet()));
            return this;
        }
    }

    /** Whether a TCP connection could be opened now; if not, whether one that was opened lives on. */
    public Reachability flow(Host from, Host to, int port) {
        return flow(from, to, port, Protocol.TCP);
    }

    /** The same with another protocol. */
    public Reachability flow(Host from, Host to, int port, Protocol protocol) {
        synchronized (world) {
            var flow = new Flow(from, to, protocol, port);
            Reachability fresh = probe(from, to, port, protocol);
            return fresh.isOpen()
                    ? fresh
                    : NetworkState.of(world).of(flow).stream()
                            .map(Connection::peek)
                            .filter(Reachability::passes)
                            .findFirst()
                            .map(alive -> alive(alive, fresh))
                            .orElse(fresh);
        }
    }

    /** Whether a new packet and its answer would pass now, whatever connections there are. */
    public Reachability probe(Host from, Host to, int port, Protocol protocol) {
        synchronized (world) {
            return new Flow(from, to, protocol, port).send(world, new Trail()).reachability();
        }
    }

    /**
     * Whether the resolver of a host's VPC asks the internet for a name when the host queries it: whatever the name says reaches the
     * name server of its domain.
     */
    public Reachability query(Host from, String dnsName) {
        synchronized (world) {
            return from.site()
                    .map(site -> query(site, from, dnsName))
                    .orElseThrow(() -> new IllegalArgumentException("Not an interface of a VPC: " + from));
        }
    }

    private Reachability query(Site site, Host from, String dnsName) {
        Reachability asked = probe(from, address(Amazon.resolver(site)), 53, Protocol.UDP);
        return Amazon.blocksQuery(site, dnsName)
                .filter(rule -> asked.passes())
                .map(rule -> asked.refusedBy(new Hop(Hop.Kind.FIREWALL, site.vpcId(), rule, "blocks " + dnsName)))
                .orElse(asked);
    }

    /** A connection that was opened earlier passes, whatever refuses a new one. */
    private static Reachability alive(Reachability connection, Reachability fresh) {
        String why = connection.isAlive()
                ? connection.explanation()
                : "a connection that was opened earlier is tracked; a new one is refused: " + fresh.explanation();
        return new Reachability(Verdict.ALIVE, connection.hops(), connection.answerHops(), Optional.empty(), why);
    }

    /** Whether a host answers the echo request of another. */
    public Reachability ping(Host from, Host to) {
        return flow(from, to, 0, Protocol.ICMP);
    }

    /** Opens a TCP connection; {@link Connection#opened} says whether it could be. */
    public Connection connect(Host from, Host to, int port) {
        return connect(from, to, port, Protocol.TCP);
    }

    /** Opens a flow of another protocol; of ICMP the port does not matter. */
    public Connection connect(Host from, Host to, int port, Protocol protocol) {
        synchronized (world) {
            var connection = new Connection(world, new Flow(from, to, protocol, protocol.hasPorts() ? port : 0));
            if (!connection.isClosed()) {
                NetworkState.of(world).add(connection);
            }
            return connection;
        }
    }

    /** The copies of packets that traffic mirroring has brought to a network interface, the oldest first. */
    public List<MirroredPacket> mirroredTo(String interfaceId) {
        synchronized (world) {
            return Capture.of(world).mirroredTo(interfaceId);
        }
    }

    /** The connections that were opened and not closed, alive or not. */
    public List<Connection> connections() {
        synchronized (world) {
            return NetworkState.of(world).all();
        }
    }
}
