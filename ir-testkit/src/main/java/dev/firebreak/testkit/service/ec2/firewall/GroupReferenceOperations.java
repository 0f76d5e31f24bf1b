package dev.firebreak.testkit.service.ec2.firewall;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupReferencesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupReferencesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeStaleSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeStaleSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupReference;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.StaleIpPermission;
import software.amazon.awssdk.services.ec2.model.StaleSecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionVpcInfo;

/** Which groups in peered VPCs name a group, and which rules name groups that are gone. */
final class GroupReferenceOperations {
    private GroupReferenceOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "DescribeSecurityGroupReferences",
                        DescribeSecurityGroupReferencesRequest::builder,
                        GroupReferenceOperations::references)
                .on(
                        "DescribeStaleSecurityGroups",
                        DescribeStaleSecurityGroupsRequest::builder,
                        GroupReferenceOperations::stale);
    }

    private static DescribeSecurityGroupReferencesResponse references(
            Call call, DescribeSecurityGroupReferencesRequest request) {
        var found = new ArrayList<SecurityGroupReference>();
        for (Ec2SecurityGroup group : Kind.GROUP.get(call, Refusals.required(request.groupId(), "GroupId"))) {
            for (VpcPeeringConnection peering :
                    call.region().ec2().networks().peerings().all()) {
                referencingVpc(call, group, peering)
                        .ifPresent(vpc -> found.add(SecurityGroupReference.builder()
                                .groupId(group.id())
                                .referencingVpcId(vpc)
                                .vpcPeeringConnectionId(peering.vpcPeeringConnectionId())
                                .build()));
            }
        }
        return DescribeSecurityGroupReferencesResponse.builder()
                .securityGroupReferenceSet(found)
                .build();
    }

    /** The VPC at the other end of a peering, when one of its groups names the group. */
    private static Optional<String> referencingVpc(Call call, Ec2SecurityGroup group, VpcPeeringConnection peering) {
        VpcPeeringConnectionVpcInfo requester = peering.requesterVpcInfo();
        VpcPeeringConnectionVpcInfo accepter = peering.accepterVpcInfo();
        boolean requests = requester.vpcId().equals(group.vpcId());
        if (!requests && !accepter.vpcId().equals(group.vpcId())) {
            return Optional.empty();
        }
        VpcPeeringConnectionVpcInfo other = requests ? accepter : requester;
        return call.world().account(other.ownerId()).region(other.region()).ec2().securityGroups().all().stream()
                .filter(each -> each.vpcId().equals(other.vpcId()) && each.references(group.id()))
                .map(Ec2SecurityGroup::vpcId)
                .findFirst();
    }

    private static DescribeStaleSecurityGroupsResponse stale(Call call, DescribeStaleSecurityGroupsRequest request) {
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "VpcId"));
        var found = new ArrayList<StaleSecurityGroup>();
        for (Ec2SecurityGroup group : call.region().ec2().securityGroups().all()) {
            List<SecurityGroupRule> rules = group.rules().stream()
                    .filter(rule -> GroupReferences.stale(call, group, rule))
                    .toList();
            if (group.vpcId().equals(vpc.vpcId()) && !rules.isEmpty()) {
                found.add(StaleSecurityGroup.builder()
                        .groupId(group.id())
                        .groupName(group.name())
                        .description(group.description())
                        .vpcId(group.vpcId())
                        .staleIpPermissions(permissions(rules, false))
                        .staleIpPermissionsEgress(permissions(rules, true))
                        .build());
            }
        }
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeStaleSecurityGroupsResponse.builder()
                .staleSecurityGroupSet(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static List<StaleIpPermission> permissions(List<SecurityGroupRule> rules, boolean egress) {
        return Permissions.merge(rules, egress).stream()
                .map(permission -> StaleIpPermission.builder()
                        .ipProtocol(permission.ipProtocol())
                        .fromPort(permission.fromPort())
                        .toPort(permission.toPort())
                        .userIdGroupPairs(permission.userIdGroupPairs())
                        .build())
                .toList();
    }
}
