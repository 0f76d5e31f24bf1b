package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.rds.model.AvailabilityZone;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.Subnet;

/** Groups of subnets for databases, which span at least two Availability Zones. */
final class SubnetGroupOperations {
    private SubnetGroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateDBSubnetGroup", CreateDbSubnetGroupRequest::builder, SubnetGroupOperations::create)
                .on("DescribeDBSubnetGroups", DescribeDbSubnetGroupsRequest::builder, SubnetGroupOperations::describe)
                .on("DeleteDBSubnetGroup", DeleteDbSubnetGroupRequest::builder, SubnetGroupOperations::delete);
    }

    private static CreateDbSubnetGroupResponse create(Call call, CreateDbSubnetGroupRequest request) {
        String name = request.dbSubnetGroupName().toLowerCase(Locale.ROOT);
        if (RdsState.of(call).subnetGroups().contains(name)) {
            throw AwsError.of("DBSubnetGroupAlreadyExists", "The DB subnet group '%s' already exists.", name);
        }
        var subnets = new ArrayList<software.amazon.awssdk.services.ec2.model.Subnet>();
        for (String id : request.subnetIds()) {
            subnets.add(call.region()
                    .ec2()
                    .subnets()
                    .find(id)
                    .orElseThrow(() -> AwsError.of("InvalidSubnet", "Some input subnets in :[%s] are invalid.", id)));
        }
        long zones =
                subnets.stream().map(each -> each.availabilityZone()).distinct().count();
        if (zones < 2) {
            throw AwsError.of(
                    "DBSubnetGroupDoesNotCoverEnoughAZs",
                    "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: %d."
                            + " Add subnets to cover at least 2 AZs.",
                    zones);
        }
        DBSubnetGroup group = view(call, name, request.dbSubnetGroupDescription(), subnets);
        RdsState.of(call).subnetGroups().put(group);
        RdsTags.put(call, group.dbSubnetGroupArn(), request.tags());
        return CreateDbSubnetGroupResponse.builder().dbSubnetGroup(group).build();
    }

    static DBSubnetGroup view(
            Call call,
            String name,
            String description,
            List<software.amazon.awssdk.services.ec2.model.Subnet> subnets) {
        return DBSubnetGroup.builder()
                .dbSubnetGroupName(name)
                .dbSubnetGroupDescription(description)
                .dbSubnetGroupArn(RdsState.arn(call, "subgrp", name))
                .vpcId(subnets.get(0).vpcId())
                .subnetGroupStatus("Complete")
                .subnets(subnets.stream().map(SubnetGroupOperations::view).toList())
                .build();
    }

    private static Subnet view(software.amazon.awssdk.services.ec2.model.Subnet subnet) {
        return Subnet.builder()
                .subnetIdentifier(subnet.subnetId())
                .subnetAvailabilityZone(AvailabilityZone.builder()
                        .name(subnet.availabilityZone())
                        .build())
                .subnetStatus("Active")
                .build();
    }

    private static DBSubnetGroup find(Call call, String name) {
        return DbNetwork.group(call, name);
    }

    private static DescribeDbSubnetGroupsResponse describe(Call call, DescribeDbSubnetGroupsRequest request) {
        List<DBSubnetGroup> groups = request.dbSubnetGroupName() == null
                ? List.copyOf(RdsState.of(call).subnetGroups().all())
                : List.of(find(call, request.dbSubnetGroupName()));
        var page = RdsPage.of(groups, request.maxRecords(), request.marker());
        return DescribeDbSubnetGroupsResponse.builder()
                .dbSubnetGroups(page.items())
                .marker(page.nextToken())
                .build();
    }

    private static DeleteDbSubnetGroupResponse delete(Call call, DeleteDbSubnetGroupRequest request) {
        String name = find(call, request.dbSubnetGroupName()).dbSubnetGroupName();
        boolean used = RdsState.of(call).instances().all().stream()
                .anyMatch(instance ->
                        instance.before().dbSubnetGroup().dbSubnetGroupName().equals(name));
        if (used) {
            throw AwsError.of(
                    "InvalidDBSubnetGroupStateFault",
                    "Cannot delete the subnet group '%s' because at least one database instance is still using it.",
                    name);
        }
        RdsState.of(call).subnetGroups().remove(name);
        return DeleteDbSubnetGroupResponse.builder().build();
    }
}
