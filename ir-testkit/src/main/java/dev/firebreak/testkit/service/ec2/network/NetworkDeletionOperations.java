package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Deleting VPCs and subnets, which must be empty first. */
final class NetworkDeletionOperations {
    private NetworkDeletionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DeleteVpc", DeleteVpcRequest::builder, NetworkDeletionOperations::deleteVpc)
                .on("DeleteSubnet", DeleteSubnetRequest::builder, NetworkDeletionOperations::deleteSubnet);
    }

    private static DeleteSubnetResponse deleteSubnet(Call call, DeleteSubnetRequest request) {
        Subnet subnet = Kind.SUBNET.get(call, Refusals.required(request.subnetId(), "subnetId"));
        String id = subnet.subnetId();
        Ec2State state = call.region().ec2();
        if (state.interfaces().all().stream().anyMatch(eni -> eni.subnetId().equals(id))) {
            throw Refusals.dependency("The subnet '%s' has dependencies and cannot be deleted.", id);
        }
        for (NetworkAcl acl : List.copyOf(state.networkAcls().all())) {
            var others = acl.associations().stream()
                    .filter(each -> !id.equals(each.subnetId()))
                    .toList();
            state.networkAcls().put(acl.copy(copy -> copy.associations(others)));
        }
        for (RouteTable table : List.copyOf(state.routeTables().all())) {
            var others = table.associations().stream()
                    .filter(each -> !id.equals(each.subnetId()))
                    .toList();
            state.routeTables().put(table.copy(copy -> copy.associations(others)));
        }
        state.subnets().remove(id);
        state.tags().forget(id);
        return DeleteSubnetResponse.builder().build();
    }

    /** With a VPC go what AWS made with it: its main route table, default network ACL and default group. */
    private static DeleteVpcResponse deleteVpc(Call call, DeleteVpcRequest request) {
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        String id = vpc.vpcId();
        Ec2State state = call.region().ec2();
        if (inUse(call, id)) {
            throw Refusals.dependency("The vpc '%s' has dependencies and cannot be deleted.", id);
        }
        RouteTable main = Networks.maker(call).mainRouteTable(id);
        state.routeTables().remove(main.routeTableId());
        state.tags().forget(main.routeTableId());
        for (NetworkAcl acl : List.copyOf(state.networkAcls().all())) {
            if (acl.vpcId().equals(id)) {
                state.networkAcls().remove(acl.networkAclId());
                state.tags().forget(acl.networkAclId());
            }
        }
        for (Ec2SecurityGroup group : List.copyOf(state.securityGroups().all())) {
            if (group.vpcId().equals(id)) {
                state.securityGroups().remove(group.id());
                state.tags().forget(group.id());
            }
        }
        state.vpcs().remove(id);
        state.networks().forgetVpc(id);
        state.tags().forget(id);
        return DeleteVpcResponse.builder().build();
    }

    private static boolean inUse(Call call, String id) {
        Ec2State state = call.region().ec2();
        return state.subnets().all().stream().anyMatch(each -> each.vpcId().equals(id))
                || state.internetGateways().all().stream()
                        .flatMap(gateway -> gateway.attachments().stream())
                        .anyMatch(attachment -> id.equals(attachment.vpcId()))
                || state.networks().egressOnlyGateways().all().stream()
                        .flatMap(gateway -> gateway.attachments().stream())
                        .anyMatch(attachment -> id.equals(attachment.vpcId()))
                || state.networks().endpoints().all().stream()
                        .anyMatch(each -> each.vpcId().equals(id))
                || state.securityGroups().all().stream()
                        .anyMatch(
                                each -> each.vpcId().equals(id) && !each.name().equals("default"))
                || state.networkAcls().all().stream()
                        .anyMatch(each -> each.vpcId().equals(id) && !each.isDefault())
                || state.routeTables().all().stream()
                                .filter(each -> each.vpcId().equals(id))
                                .count()
                        > 1;
    }
}
