package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkAclEntryResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryResponse;

/** The rules of network ACLs. */
final class NetworkAclEntryOperations {
    private static final int RULES_PER_DIRECTION = 20;
    private static final Map<String, String> NUMBERS =
            Map.of("all", "-1", "icmp", "1", "tcp", "6", "udp", "17", "icmpv6", "58");

    private NetworkAclEntryOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateNetworkAclEntry", CreateNetworkAclEntryRequest::builder, NetworkAclEntryOperations::create)
                .on(
                        "ReplaceNetworkAclEntry",
                        ReplaceNetworkAclEntryRequest::builder,
                        NetworkAclEntryOperations::replace)
                .on("DeleteNetworkAclEntry", DeleteNetworkAclEntryRequest::builder, NetworkAclEntryOperations::delete);
    }

    private static CreateNetworkAclEntryResponse create(Call call, CreateNetworkAclEntryRequest request) {
        NetworkAcl acl = Kind.NETWORK_ACL.get(call, Refusals.required(request.networkAclId(), "networkAclId"));
        NetworkAclEntry entry = entry(request);
        List<NetworkAclEntry> others = without(acl, entry.ruleNumber(), entry.egress());
        if (others.size() < acl.entries().size()) {
            throw AwsError.of(
                    "NetworkAclEntryAlreadyExists",
                    "The network acl entry identified by %d already exists.",
                    entry.ruleNumber());
        }
        long present = acl.entries().stream()
                .filter(each -> each.egress().equals(entry.egress()) && each.ruleNumber() < NetworkAcls.LAST_IPV4)
                .count();
        if (present >= RULES_PER_DIRECTION) {
            throw AwsError.of(
                    "NetworkAclEntryLimitExceeded", "The maximum number of network acl entries has been reached.");
        }
        put(call, acl, Lists.with(others, entry));
        return CreateNetworkAclEntryResponse.builder().build();
    }

    private static ReplaceNetworkAclEntryResponse replace(Call call, ReplaceNetworkAclEntryRequest request) {
        NetworkAcl acl = Kind.NETWORK_ACL.get(call, Refusals.required(request.networkAclId(), "networkAclId"));
        NetworkAclEntry entry = entry(CreateNetworkAclEntryRequest.builder()
                .networkAclId(request.networkAclId())
                .ruleNumber(request.ruleNumber())
                .egress(request.egress())
                .protocol(request.protocol())
                .ruleAction(request.ruleActionAsString())
                .cidrBlock(request.cidrBlock())
                .ipv6CidrBlock(request.ipv6CidrBlock())
                .portRange(request.portRange())
                .icmpTypeCode(request.icmpTypeCode())
                .build());
        put(call, acl, Lists.with(present(acl, entry.ruleNumber(), entry.egress()), entry));
        return ReplaceNetworkAclEntryResponse.builder().build();
    }

    private static DeleteNetworkAclEntryResponse delete(Call call, DeleteNetworkAclEntryRequest request) {
        NetworkAcl acl = Kind.NETWORK_ACL.get(call, Refusals.required(request.networkAclId(), "networkAclId"));
        int number = number(request.ruleNumber());
        put(call, acl, present(acl, number, Refusals.required(request.egress(), "egress")));
        return DeleteNetworkAclEntryResponse.builder().build();
    }

    private static void put(Call call, NetworkAcl acl, List<NetworkAclEntry> entries) {
        call.region().ec2().networkAcls().put(acl.copy(copy -> copy.entries(NetworkAcls.sorted(entries))));
    }

    /** The other entries, or the refusal when the entry is not there. */
    private static List<NetworkAclEntry> present(NetworkAcl acl, int number, boolean egress) {
        List<NetworkAclEntry> others = without(acl, number, egress);
        if (others.size() == acl.entries().size()) {
            throw AwsError.of(
                    "InvalidNetworkAclEntry.NotFound",
                    "The %s network acl entry identified by %d does not exist.",
                    egress ? "egress" : "ingress",
                    number);
        }
        return others;
    }

    private static List<NetworkAclEntry> without(NetworkAcl acl, int number, boolean egress) {
        return acl.entries().stream()
                .filter(entry -> entry.ruleNumber() != number || entry.egress() != egress)
                .toList();
    }

    private static int number(@Nullable Integer given) {
        int number = Refusals.required(given, "ruleNumber");
        if (number < 1 || number >= NetworkAcls.LAST_IPV4) {
            throw Refusals.value(
                    "Value (%d) for parameter ruleNumber is invalid. Must be between 1 and 32766.", number);
        }
        return number;
    }

    private static NetworkAclEntry entry(CreateNetworkAclEntryRequest request) {
        String protocol = protocol(Refusals.required(request.protocol(), "protocol"));
        String action = Refusals.required(request.ruleActionAsString(), "ruleAction");
        if (!List.of("allow", "deny").contains(action)) {
            throw Refusals.value("Value (%s) for parameter ruleAction is invalid. Unknown action.", action);
        }
        NetworkAclEntry.Builder entry = NetworkAclEntry.builder()
                .ruleNumber(number(request.ruleNumber()))
                .egress(Refusals.required(request.egress(), "egress"))
                .protocol(protocol)
                .ruleAction(action);
        range(entry, request.cidrBlock(), request.ipv6CidrBlock());
        if (protocol.equals("6") || protocol.equals("17")) {
            entry.portRange(checked(Refusals.required(request.portRange(), "portRange")));
        }
        if (protocol.equals("1") || (protocol.equals("58") && request.ipv6CidrBlock() != null)) {
            entry.icmpTypeCode(Refusals.required(request.icmpTypeCode(), "icmpTypeCode"));
        }
        return entry.build();
    }

    private static void range(NetworkAclEntry.Builder entry, @Nullable String ipv4, @Nullable String ipv6) {
        if (ipv4 != null && ipv6 != null) {
            throw Refusals.combination("The parameters cidrBlock and ipv6CidrBlock may not be used together");
        }
        if (ipv6 != null) {
            entry.ipv6CidrBlock(Permissions.ipv6(ipv6));
        } else {
            entry.cidrBlock(Permissions.ipv4(Refusals.required(ipv4, "cidrBlock")));
        }
    }

    private static String protocol(String given) {
        String lower = given.toLowerCase(Locale.ROOT);
        String number = NUMBERS.getOrDefault(lower, lower);
        if (!number.matches("-1|\\d{1,3}") || Integer.parseInt(number) > 255) {
            throw Refusals.value("Invalid value '%s' for IP protocol. Unknown protocol.", given);
        }
        return number;
    }

    private static PortRange checked(PortRange ports) {
        int from = Refusals.required(ports.from(), "portRange.from");
        int to = Refusals.required(ports.to(), "portRange.to");
        if (from < 0 || to > 65535 || from > to) {
            throw Refusals.value("Invalid port range (%d-%d)", from, to);
        }
        return ports;
    }
}
