package dev.firebreak.testkit.network.capture;

import dev.firebreak.testkit.service.elb.ElbState;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.network.Ipv4;
import dev.firebreak.testkit.world.network.Ipv6;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorFilter;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorFilterRule;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorPortRange;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorRuleAction;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorSession;

/**
 * Copies what interfaces let through to the targets of their mirror sessions. Only the first session, by number, whose filter accepts a
 * packet copies it (Traffic Mirroring guide, "How Traffic Mirroring works").
 */
final class MirrorSessions {
    private static final int VXLAN = 4789;

    private MirrorSessions() {}

    static List<MirroredPacket> copies(Sighting sighting, Instant now) {
        Ec2State ec2 = sighting.region().ec2();
        return ec2.networks().mirrorSessions().all().stream()
                .filter(session -> sighting.interfaceId().equals(session.networkInterfaceId()))
                .sorted(Comparator.comparing(TrafficMirrorSession::sessionNumber))
                .filter(session -> accepts(ec2, session, sighting))
                .limit(1)
                .flatMap(session -> target(sighting, session).map(target -> copy(sighting, session, target, now)))
                .toList();
    }

    private static MirroredPacket copy(
            Sighting sighting, TrafficMirrorSession session, NetworkInterface target, Instant now) {
        return new MirroredPacket(
                session.trafficMirrorSessionId(),
                session.virtualNetworkId(),
                sighting.interfaceId(),
                target.networkInterfaceId(),
                sighting.egress(),
                sighting.header(),
                now);
    }

    private static boolean accepts(Ec2State ec2, TrafficMirrorSession session, Sighting sighting) {
        Optional<TrafficMirrorFilter> filter = ec2.networks().mirrorFilters().find(session.trafficMirrorFilterId());
        return filter.stream()
                .flatMap(each -> (sighting.egress() ? each.egressFilterRules() : each.ingressFilterRules()).stream())
                .sorted(Comparator.comparing(TrafficMirrorFilterRule::ruleNumber))
                .filter(rule -> matches(rule, sighting.header()))
                .findFirst()
                .filter(rule -> rule.ruleAction() == TrafficMirrorRuleAction.ACCEPT)
                .isPresent();
    }

    private static boolean matches(TrafficMirrorFilterRule rule, Sighting.Header header) {
        return (rule.protocol() == null || rule.protocol() == header.protocol())
                && in(rule.sourceCidrBlock(), header.source())
                && in(rule.destinationCidrBlock(), header.destination())
                && in(rule.sourcePortRange(), header.sourcePort())
                && in(rule.destinationPortRange(), header.port());
    }

    private static boolean in(String range, String address) {
        boolean ipv6 = range.indexOf(':') >= 0;
        if (ipv6 != address.indexOf(':') >= 0) {
            return false;
        }
        return ipv6 ? Ipv6.range(range).contains(address) : Ipv4.range(range).contains(address);
    }

    private static boolean in(@Nullable TrafficMirrorPortRange range, int port) {
        return range == null || (range.fromPort() <= port && port <= range.toPort());
    }

    /** The interface of the target, where its groups let VXLAN in. */
    private static Stream<NetworkInterface> target(Sighting sighting, TrafficMirrorSession session) {
        Ec2State ec2 = sighting.region().ec2();
        return ec2.networks().mirrorTargets().find(session.trafficMirrorTargetId()).stream()
                .flatMap(target -> target.networkInterfaceId() != null
                        ? Stream.of(target.networkInterfaceId())
                        : ElbState.in(sighting.region()).interfaces(target.networkLoadBalancerArn()).stream()
                                .limit(1))
                .flatMap(id -> ec2.interfaces().find(id).stream())
                .filter(eni -> eni.groups().isEmpty()
                        || letsIn(ec2, eni, sighting.eni().privateIpAddress()));
    }

    private static boolean letsIn(Ec2State ec2, NetworkInterface eni, String source) {
        return eni.groups().stream()
                .flatMap(group -> ec2.securityGroups().find(group.groupId()).stream())
                .flatMap(group -> group.rules().stream())
                .anyMatch(rule -> !rule.isEgress() && takesVxlan(rule) && from(ec2, rule, source));
    }

    private static boolean takesVxlan(SecurityGroupRule rule) {
        return "-1".equals(rule.ipProtocol())
                || ("udp".equals(rule.ipProtocol()) && rule.fromPort() <= VXLAN && VXLAN <= rule.toPort());
    }

    private static boolean from(Ec2State ec2, SecurityGroupRule rule, String source) {
        if (rule.referencedGroupInfo() != null) {
            String group = rule.referencedGroupInfo().groupId();
            return ec2.interfaces().by(Ec2State.BY_ADDRESS, source).stream()
                    .flatMap(eni -> eni.groups().stream())
                    .anyMatch(each -> each.groupId().equals(group));
        }
        return rule.cidrIpv4() != null && in(rule.cidrIpv4(), source);
    }
}
