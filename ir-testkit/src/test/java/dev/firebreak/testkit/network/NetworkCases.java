package dev.firebreak.testkit.network;

import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/** Cases of the network, with a web server that everyone may speak HTTPS to, and an attacker in the internet. */
abstract class NetworkCases extends ServiceCases {
    static final String TRACKING =
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html";
    static final String NACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html";
    static final String IPV4 = "0.0.0.0/0";
    static final String IPV6 = "::/0";

    final Ec2Client ec2 = client(Ec2Client.builder());
    final Estate estate = Estate.in(fake);
    final Network network = fake.network();
    final Host attacker = network.internet("198.51.100.7");
    final LaunchedInstance instance =
            estate.launch(InstanceSpec.named("web").groups("web").ipv6());
    final Host web = network.instance(instance.id());
    final String eni = instance.interfaceIds().get(0);

    final String group() {
        return instance.groupIds().get(0);
    }

    /** A group without any rules. */
    final String emptyGroup(String name) {
        String id = ec2.createSecurityGroup(
                        create -> create.groupName(name).description(name).vpcId(estate.vpcId()))
                .groupId();
        var rules = ec2.describeSecurityGroups(query -> query.groupIds(id))
                .securityGroups()
                .get(0)
                .ipPermissionsEgress();
        ec2.revokeSecurityGroupEgress(revoke -> revoke.groupId(id).ipPermissions(rules));
        return id;
    }

    /** A group that lets everything of these ranges in and out. */
    final String openGroup(String name, String... ranges) {
        String id = emptyGroup(name);
        for (String range : ranges) {
            letIn(id, "-1", -1, range);
            letOut(id, "-1", -1, range);
        }
        return id;
    }

    final void letIn(String groupId, String protocol, int port, String range) {
        ec2.authorizeSecurityGroupIngress(
                allow -> allow.groupId(groupId).ipPermissions(permission(protocol, port, range)));
    }

    final void letOut(String groupId, String protocol, int port, String range) {
        ec2.authorizeSecurityGroupEgress(
                allow -> allow.groupId(groupId).ipPermissions(permission(protocol, port, range)));
    }

    final void letInNoMore(String groupId, String protocol, int port, String range) {
        ec2.revokeSecurityGroupIngress(
                revoke -> revoke.groupId(groupId).ipPermissions(permission(protocol, port, range)));
    }

    static IpPermission permission(String protocol, int port, String range) {
        return IpPermission.builder()
                .ipProtocol(protocol)
                .fromPort(port)
                .toPort(protocol.startsWith("icmp") ? Integer.valueOf(-1) : Integer.valueOf(port))
                .applyMutation(rule -> {
                    if (range.contains(":")) {
                        rule.ipv6Ranges(Ipv6Range.builder().cidrIpv6(range).build());
                    } else {
                        rule.ipRanges(IpRange.builder().cidrIp(range).build());
                    }
                })
                .build();
    }

    final void swap(String interfaceId, String... groups) {
        ec2.modifyNetworkInterfaceAttribute(
                modify -> modify.networkInterfaceId(interfaceId).groups(List.of(groups)));
    }

    /** What cuts connections: first into a group that lets everything through, then into one that lets nothing through. */
    final void swapTwice(String interfaceId) {
        swap(interfaceId, openGroup("open", IPV4, IPV6));
        swap(interfaceId, emptyGroup("closed"));
    }

    /** Puts the subnet of an interface behind an ACL of its own that lets everything through; answers its id. */
    final String ownAcl(String subnetId) {
        String acl = ec2.createNetworkAcl(create -> create.vpcId(estate.vpcId()))
                .networkAcl()
                .networkAclId();
        aclEntry(acl, 200, false, RuleAction.ALLOW);
        aclEntry(acl, 200, true, RuleAction.ALLOW);
        String association = ec2
                .describeNetworkAcls(query -> query.filters(filter("association.subnet-id", subnetId)))
                .networkAcls()
                .get(0)
                .associations()
                .stream()
                .filter(each -> subnetId.equals(each.subnetId()))
                .map(NetworkAclAssociation::networkAclAssociationId)
                .findFirst()
                .orElseThrow();
        ec2.replaceNetworkAclAssociation(
                replace -> replace.associationId(association).networkAclId(acl));
        return acl;
    }

    final void aclEntry(String acl, int number, boolean egress, RuleAction action) {
        ec2.createNetworkAclEntry(create -> create.networkAclId(acl)
                .ruleNumber(number)
                .egress(egress)
                .protocol("-1")
                .ruleAction(action)
                .cidrBlock(IPV4));
    }

    static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    /** Makes the web server one of another instance type. */
    final void become(String instanceType) {
        ec2.stopInstances(stop -> stop.instanceIds(instance.id()));
        ec2.modifyInstanceAttribute(
                modify -> modify.instanceId(instance.id()).instanceType(type -> type.value(instanceType)));
        ec2.startInstances(start -> start.instanceIds(instance.id()));
    }

    final void pass(Duration time) {
        clock.advance(time);
    }
}
