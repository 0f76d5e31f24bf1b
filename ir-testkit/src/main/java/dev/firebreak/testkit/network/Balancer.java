package dev.firebreak.testkit.network;

import dev.firebreak.testkit.service.elb.ElbState;
import dev.firebreak.testkit.service.elb.RegisteredTarget;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** A Network Load Balancer, which hands a flow on to a target. */
final class Balancer {
    private static final String PRESERVES_CLIENT = "preserve_client_ip.enabled";

    private final Walk walk;

    Balancer(Walk walk) {
        this.walk = walk;
    }

    private record Target(Site site, String address, int port) {}

    /** A packet comes to the interface of a balancer. */
    boolean enter(Site site, Packet packet) {
        if (!walk.guard(site, false, packet)) {
            return false;
        }
        Optional<Listener> listener = listener(site, packet);
        if (listener.isEmpty()) {
            return walk.refuse(
                    "ELBV2_LISTENER_PORT_RESTRICTION",
                    "no listener of the load balancer of " + site.id() + " takes " + packet);
        }
        var group = group(site, listener.get());
        Optional<Target> target = group.flatMap(each -> target(site, each));
        if (group.isEmpty() || target.isEmpty()) {
            return walk.refuse(
                    "ELBV2_LISTENER_HAS_NO_TG", "the load balancer of " + site.id() + " has no target that runs");
        }
        return relay(site, packet, target.get(), preserves(site, group.get()));
    }

    private boolean relay(Site site, Packet packet, Target target, boolean preserving) {
        walk.trail().passes("a Network Load Balancer");
        walk.trail().relay(new Trail.Relay(site, target.site(), packet));
        Packet client = preserving ? packet : packet.from(site.eni().privateIpAddress(), Gateways.FIRST_PORT);
        Packet handed = client.to(target.address(), target.port());
        walk.pass(Hop.Kind.LOAD_BALANCER, site.id(), "", "hands it to " + target.address() + ":" + target.port());
        boolean near = sameSubnet(site, target.site());
        return walk.guard(site, true, handed)
                && (near || walk.acl(site, true, handed))
                && walk.enter(target.site(), handed, near);
    }

    /** The answer of a target goes back the way that the packet came. */
    boolean back(Site target, Packet packet) {
        Trail.Relay relay = walk.trail().relay().orElseThrow();
        Site site = relay.via();
        boolean near = sameSubnet(site, target);
        if (!near && (!walk.acl(target, true, packet) || !walk.acl(site, false, packet))) {
            return false;
        }
        walk.pass(Hop.Kind.LOAD_BALANCER, site.id(), "", "hands the answer back");
        return walk.route(site, relay.client().answer());
    }

    private static boolean sameSubnet(Site one, Site other) {
        return one.eni().subnetId().equals(other.eni().subnetId());
    }

    private static ElbState state(Site site) {
        return ElbState.in(site.region());
    }

    private static Optional<Listener> listener(Site site, Packet packet) {
        ElbState state = state(site);
        return state.loadBalancers().all().stream()
                .filter(balancer -> state.interfaces(balancer.loadBalancerArn()).contains(site.id()))
                .flatMap(balancer -> state.listeners().by(ElbState.BY_OWNER, balancer.loadBalancerArn()).stream())
                .filter(listener -> listener.port() == packet.port() && takes(listener, packet))
                .findFirst();
    }

    private static boolean takes(Listener listener, Packet packet) {
        return switch (String.valueOf(listener.protocolAsString())) {
            case "UDP" -> packet.protocol() == Protocol.UDP;
            case "TCP_UDP" -> packet.protocol().hasPorts();
            default -> packet.protocol() == Protocol.TCP;
        };
    }

    private static Optional<TargetGroup> group(Site site, Listener listener) {
        return listener.defaultActions().stream()
                .flatMap(action -> action.targetGroupArn() != null
                        ? Stream.of(action.targetGroupArn())
                        : action.forwardConfig().targetGroups().stream().map(each -> each.targetGroupArn()))
                .flatMap(arn -> state(site).targetGroups().find(arn).stream())
                .findFirst();
    }

    private Optional<Target> target(Site balancer, TargetGroup group) {
        return state(balancer).targets(group.targetGroupArn()).stream()
                .filter(target -> !target.draining())
                .flatMap(target -> found(balancer, target).stream())
                .filter(target -> target.site().works(walk.now()))
                .findFirst();
    }

    private static Optional<Target> found(Site balancer, RegisteredTarget target) {
        Optional<Site> site = target.id().startsWith("i-")
                ? Sites.ofInstance(balancer.region(), target.id()).stream().findFirst()
                : Sites.inVpc(balancer.region(), balancer.vpcId(), target.id());
        return site.map(each -> new Target(
                each, target.id().startsWith("i-") ? each.eni().privateIpAddress() : target.id(), target.port()));
    }

    /** Targets see the client's address, unless they are addresses that TCP is sent to (NLB guide, "Client IP preservation"). */
    private static boolean preserves(Site site, TargetGroup group) {
        String set = state(site).attributes(group.targetGroupArn()).get(PRESERVES_CLIENT);
        boolean byDefault = "instance".equals(group.targetTypeAsString())
                || String.valueOf(group.protocolAsString()).contains("UDP");
        return set == null ? byDefault : Boolean.parseBoolean(set);
    }
}
