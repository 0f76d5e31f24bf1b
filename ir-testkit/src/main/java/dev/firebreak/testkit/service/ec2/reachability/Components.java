package dev.firebreak.testkit.service.ec2.reachability;

import dev.firebreak.testkit.network.Hop;
import dev.firebreak.testkit.network.Reachability;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AnalysisAclRule;
import software.amazon.awssdk.services.ec2.model.AnalysisComponent;
import software.amazon.awssdk.services.ec2.model.AnalysisRouteTableRoute;
import software.amazon.awssdk.services.ec2.model.AnalysisSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Explanation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PathComponent;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** Writes hops as Reachability Analyzer does. */
final class Components {
    private final Call call;
    private final Ec2State ec2;

    Components(Call call) {
        this.call = call;
        this.ec2 = call.region().ec2();
    }

    /** The hops at resources, numbered from 1. */
    List<PathComponent> of(List<Hop> hops) {
        var all = new ArrayList<PathComponent>();
        for (Hop hop : hops) {
            if (hop.id().contains("-") && hop.kind() != Hop.Kind.HOST && hop.kind() != Hop.Kind.AMAZON) {
                all.add(of(hop, all.size() + 1));
            }
        }
        return all;
    }

    private PathComponent of(Hop hop, int number) {
        PathComponent.Builder component =
                PathComponent.builder().sequenceNumber(number).component(component(hop.id()));
        switch (hop.kind()) {
            case SECURITY_GROUP -> groupRule(hop).ifPresent(component::securityGroupRule);
            case NETWORK_ACL -> aclRule(hop).ifPresent(component::aclRule);
            case ROUTE_TABLE -> route(hop).ifPresent(component::routeTableRoute);
            case INTERFACE -> place(hop.id(), component);
            default -> {}
        }
        return component.build();
    }

    private void place(String interfaceId, PathComponent.Builder component) {
        ec2.interfaces()
                .find(interfaceId)
                .ifPresent(eni -> component.subnet(component(eni.subnetId())).vpc(component(eni.vpcId())));
    }

    /** Why nothing passes. */
    Explanation explain(Reachability refused) {
        List<Hop> hops = refused.answerHops().isEmpty() ? refused.hops() : refused.answerHops();
        String code = refused.code().orElse("NO_PATH");
        Explanation.Builder explanation = Explanation.builder().explanationCode(code);
        if (!hops.isEmpty()) {
            Hop last = hops.get(hops.size() - 1);
            boolean egress = hops.size() > 1
                    && last.kind() == Hop.Kind.INTERFACE
                    && hops.get(hops.size() - 2).id().equals(last.id());
            explanation.component(component(last.id())).direction(egress ? "egress" : "ingress");
            describe(last, explanation);
        }
        return explanation.build();
    }

    private void describe(Hop hop, Explanation.Builder explanation) {
        switch (hop.kind()) {
            case INTERFACE -> groups(hop.id(), explanation);
            case NETWORK_ACL -> {
                explanation.acl(component(hop.id()));
                aclRule(hop)
                        .ifPresent(rule -> explanation.aclRule(rule).direction(rule.egress() ? "egress" : "ingress"));
            }
            case ROUTE_TABLE -> {
                explanation.routeTable(component(hop.id()));
                route(hop).ifPresent(explanation::routeTableRoute);
            }
            case INTERNET_GATEWAY -> explanation.internetGateway(component(hop.id()));
            default -> {}
        }
    }

    private void groups(String interfaceId, Explanation.Builder explanation) {
        ec2.interfaces()
                .find(interfaceId)
                .ifPresent(eni -> explanation
                        .networkInterface(component(interfaceId))
                        .subnet(component(eni.subnetId()))
                        .vpc(component(eni.vpcId()))
                        .securityGroups(eni.groups().stream()
                                .map(group -> component(group.groupId()))
                                .toList()));
    }

    private AnalysisComponent component(String id) {
        return AnalysisComponent.builder()
                .id(id)
                .arn(id.contains("-") ? Endpoints.arn(call, id) : null)
                .build();
    }

    private Optional<AnalysisSecurityGroupRule> groupRule(Hop hop) {
        return ec2.securityGroups()
                .find(hop.id())
                .flatMap(group -> group.rule(hop.rule()))
                .map(rule -> AnalysisSecurityGroupRule.builder()
                        .securityGroupId(hop.id())
                        .direction(rule.isEgress() ? "egress" : "ingress")
                        .protocol("-1".equals(rule.ipProtocol()) ? "all" : rule.ipProtocol())
                        .cidr(rule.cidrIpv4() == null ? rule.cidrIpv6() : rule.cidrIpv4())
                        .prefixListId(rule.prefixListId())
                        .portRange(ports(rule))
                        .build());
    }

    private static @Nullable PortRange ports(SecurityGroupRule rule) {
        return rule.fromPort() == null || rule.fromPort() < 0
                ? null
                : PortRange.builder().from(rule.fromPort()).to(rule.toPort()).build();
    }

    private Optional<AnalysisAclRule> aclRule(Hop hop) {
        boolean egress = hop.detail().contains("out of");
        return ec2.networkAcls().find(hop.id()).stream()
                .flatMap(acl -> acl.entries().stream())
                .filter(entry -> entry.egress() == egress
                        && String.valueOf(entry.ruleNumber()).equals(hop.rule()))
                .findFirst()
                .map(Components::aclRule);
    }

    private static AnalysisAclRule aclRule(NetworkAclEntry entry) {
        return AnalysisAclRule.builder()
                .ruleNumber(entry.ruleNumber())
                .egress(entry.egress())
                .ruleAction(entry.ruleActionAsString())
                .protocol("-1".equals(entry.protocol()) ? "all" : entry.protocol())
                .cidr(entry.cidrBlock() == null ? entry.ipv6CidrBlock() : entry.cidrBlock())
                .portRange(entry.portRange())
                .build();
    }

    private Optional<AnalysisRouteTableRoute> route(Hop hop) {
        return ec2.routeTables().find(hop.id()).stream()
                .flatMap(table -> table.routes().stream())
                .filter(route -> List.of(
                                String.valueOf(route.destinationCidrBlock()),
                                String.valueOf(route.destinationIpv6CidrBlock()),
                                String.valueOf(route.destinationPrefixListId()))
                        .contains(hop.rule()))
                .findFirst()
                .map(Components::route);
    }

    private static AnalysisRouteTableRoute route(Route route) {
        return AnalysisRouteTableRoute.builder()
                .destinationCidr(
                        route.destinationCidrBlock() == null
                                ? route.destinationIpv6CidrBlock()
                                : route.destinationCidrBlock())
                .destinationPrefixListId(route.destinationPrefixListId())
                .gatewayId(route.gatewayId())
                .natGatewayId(route.natGatewayId())
                .networkInterfaceId(route.networkInterfaceId())
                .vpcPeeringConnectionId(route.vpcPeeringConnectionId())
                .egressOnlyInternetGatewayId(route.egressOnlyInternetGatewayId())
                .origin(route.originAsString())
                .state(route.stateAsString())
                .build();
    }
}
