package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resources of an EC2 request: whatever its ids name, and what it makes.
 *
 * <p>See "Actions, resources, and condition keys for Amazon EC2" in the Service Authorization Reference.
 */
final class Ec2Resources {
    private static final Pattern ID = Pattern.compile("([a-z]+)-[0-9a-f]{8,17}");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("i", "instance"),
            Map.entry("eni", "network-interface"),
            Map.entry("sg", "security-group"),
            Map.entry("sgr", "security-group-rule"),
            Map.entry("vol", "volume"),
            Map.entry("snap", "snapshot"),
            Map.entry("ami", "image"),
            Map.entry("vpc", "vpc"),
            Map.entry("subnet", "subnet"),
            Map.entry("rtb", "route-table"),
            Map.entry("acl", "network-acl"),
            Map.entry("igw", "internet-gateway"),
            Map.entry("eipalloc", "elastic-ip"),
            Map.entry("dopt", "dhcp-options"),
            Map.entry("lt", "launch-template"),
            Map.entry("key", "key-pair"),
            Map.entry("vpce", "vpc-endpoint"),
            Map.entry("fl", "vpc-flow-log"),
            Map.entry("nat", "natgateway"),
            Map.entry("pcx", "vpc-peering-connection"));
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
            Matcher id = ID.matcher(value);
            if (id.matches() && TYPES.containsKey(id.group(1))) {
                arns.add(arn(TYPES.get(id.group(1)), value));
            }
        });
        return List.copyOf(arns);
    }

    private String arn(String type, String id) {
        String account = WITHOUT_ACCOUNT.contains(type)
                ? ""
                : invocation.call().account().id();
        return "arn:aws:ec2:" + invocation.call().region().name() + ":" + account + ":" + type + "/" + id;
    }
}
