package dev.firebreak.testkit.service.ec2;

import java.util.Map;
import java.util.Optional;

/** The resource types, as tags and ARNs name them, of resource ids. */
public final class ResourceTypes {
    private static final Map<String, String> BY_PREFIX = Map.ofEntries(
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
            Map.entry("nat", "natgateway"),
            Map.entry("eigw", "egress-only-internet-gateway"),
            Map.entry("vpce", "vpc-endpoint"),
            Map.entry("pcx", "vpc-peering-connection"),
            Map.entry("tgw", "transit-gateway"),
            Map.entry("tgw-attach", "transit-gateway-attachment"),
            Map.entry("pl", "prefix-list"),
            Map.entry("fl", "vpc-flow-log"),
            Map.entry("tmf", "traffic-mirror-filter"),
            Map.entry("tmfr", "traffic-mirror-filter-rule"),
            Map.entry("tmt", "traffic-mirror-target"),
            Map.entry("tms", "traffic-mirror-session"),
            Map.entry("nip", "network-insights-path"),
            Map.entry("nia", "network-insights-analysis"),
            Map.entry("lt", "launch-template"),
            Map.entry("key", "key-pair"));

    private ResourceTypes() {}

    /** The type of an id such as {@code i-0123456789abcdef0}; {@code unknown} when no type has its prefix. */
    static String of(String resourceId) {
        return find(resourceId).orElse("unknown");
    }

    /** The type of an id such as {@code i-0123456789abcdef0}; empty when no type has its prefix. */
    public static Optional<String> find(String resourceId) {
        return Optional.ofNullable(BY_PREFIX.get(resourceId.substring(0, resourceId.lastIndexOf('-'))));
    }
}
