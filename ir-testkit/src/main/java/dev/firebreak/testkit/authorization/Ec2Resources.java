package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.ec2.ResourceTypes;
import dev.firebreak.testkit.world.ec2.ProfileAssociation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The resources of an EC2 request: whatever its ids name, and what it makes.
 *
 * <p>See "Actions, resources, and condition keys for Amazon EC2" in the Service Authorization Reference.
 */
final class Ec2Resources {
    private static final Pattern ID = Pattern.compile("[a-z-]+-[0-9a-f]{8,17}");

    /** Images and snapshots may be another account's, and so their ARNs name none. */
    private static final Set<String> WITHOUT_ACCOUNT = Set.of("image", "snapshot");

    private static final Map<String, List<String>> MADE = Map.ofEntries(
            Map.entry("RunInstances", List.of("instance", "network-interface", "volume")),
            Map.entry("CreateSecurityGroup", List.of("security-group")),
            Map.entry("CreateSnapshot", List.of("snapshot")),
            Map.entry("CreateSnapshots", List.of("snapshot")),
            Map.entry("CopySnapshot", List.of("snapshot")),
            Map.entry("CreateVolume", List.of("volume")),
            Map.entry("CreateImage", List.of("image", "snapshot")),
            Map.entry("CopyImage", List.of("image", "snapshot")),
            Map.entry("RegisterImage", List.of("image")),
            Map.entry("CreateNetworkInterface", List.of("network-interface")),
            Map.entry("CreateNetworkAcl", List.of("network-acl")),
            Map.entry("CreateLaunchTemplate", List.of("launch-template")),
            Map.entry("CreateVpc", List.of("vpc")),
            Map.entry("CreateSubnet", List.of("subnet")),
            Map.entry("CreateRouteTable", List.of("route-table")),
            Map.entry("CreateInternetGateway", List.of("internet-gateway")),
            Map.entry("AllocateAddress", List.of("elastic-ip")),
            Map.entry("CreateFlowLogs", List.of("vpc-flow-log")),
            Map.entry("CreateVpcEndpoint", List.of("vpc-endpoint")),
            Map.entry("CreateDhcpOptions", List.of("dhcp-options")),
            Map.entry("CreateEgressOnlyInternetGateway", List.of("egress-only-internet-gateway")),
            Map.entry("CreateManagedPrefixList", List.of("prefix-list")),
            Map.entry("CreateNatGateway", List.of("natgateway")),
            Map.entry("CreateNetworkInsightsPath", List.of("network-insights-path")),
            Map.entry("StartNetworkInsightsAnalysis", List.of("network-insights-analysis")),
            Map.entry("CreateTrafficMirrorFilter", List.of("traffic-mirror-filter")),
            Map.entry("CreateTrafficMirrorFilterRule", List.of("traffic-mirror-filter-rule")),
            Map.entry("CreateTrafficMirrorSession", List.of("traffic-mirror-session")),
            Map.entry("CreateTrafficMirrorTarget", List.of("traffic-mirror-target")),
            Map.entry("CreateTransitGateway", List.of("transit-gateway")),
            Map.entry("CreateTransitGatewayVpcAttachment", List.of("transit-gateway-attachment")),
            Map.entry("CreateVpcPeeringConnection", List.of("vpc-peering-connection")),
            Map.entry("CreateKeyPair", List.of("key-pair")),
            Map.entry("ImportKeyPair", List.of("key-pair")));

    private final Invocation invocation;

    Ec2Resources(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The ARNs; none for calls that describe, which no resource limits. */
    List<String> arns() {
        if (invocation.operation().startsWith("Describe")) {
            return List.of();
        }
        Set<String> arns = new TreeSet<>();
        MADE.getOrDefault(invocation.operation(), List.of()).forEach(type -> arns.add(arn(type, "*")));
        new RequestFields(invocation.request()).forEach((field, value) -> {
            if (field.equals("AssociationId")) {
                associated(value).ifPresent(instance -> arns.add(arn("instance", instance)));
            }
            if (ID.matcher(value).matches()) {
                ResourceTypes.find(value).ifPresent(type -> arns.add(arn(type, value)));
            }
        });
        return List.copyOf(arns);
    }

    /** The instance that has an association with an instance profile. */
    private Optional<String> associated(String association) {
        return invocation
                .call()
                .region()
                .ec2()
                .profileAssociations()
                .find(association)
                .map(ProfileAssociation::instanceId);
    }

    private String arn(String type, String id) {
        String account = WITHOUT_ACCOUNT.contains(type)
                ? ""
                : invocation.call().account().id();
        return "arn:aws:ec2:" + invocation.call().region().name() + ":" + account + ":" + type + "/" + id;
    }
}
