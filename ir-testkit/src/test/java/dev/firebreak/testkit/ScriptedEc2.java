package dev.firebreak.testkit;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** An EC2 that describes whatever a test wrote into it, also what the real one would not let happen. */
final class ScriptedEc2 implements FakeService {
    Instance instance = Instance.builder().instanceId("i-1").build();
    final Map<String, SecurityGroup> groups = new TreeMap<>();
    List<IamInstanceProfileAssociation> associations = List.of();
    boolean isProtected;

    private final Operations operations = new Operations()
            .on("DescribeInstances", DescribeInstancesRequest::builder, (call, request) -> instances())
            .on(
                    "DescribeSecurityGroups",
                    DescribeSecurityGroupsRequest::builder,
                    (call, request) -> groups((DescribeSecurityGroupsRequest) request))
            .on("DescribeInstanceAttribute", DescribeInstanceAttributeRequest::builder, (call, request) -> attribute())
            .on(
                    "DescribeIamInstanceProfileAssociations",
                    DescribeIamInstanceProfileAssociationsRequest::builder,
                    (call, request) -> DescribeIamInstanceProfileAssociationsResponse.builder()
                            .iamInstanceProfileAssociations(associations)
                            .build());

    void group(String id, List<IpPermission> inbound, List<IpPermission> outbound) {
        groups.put(
                id,
                SecurityGroup.builder()
                        .groupId(id)
                        .ipPermissions(inbound)
                        .ipPermissionsEgress(outbound)
                        .build());
    }

    private DescribeInstancesResponse instances() {
        return DescribeInstancesResponse.builder()
                .reservations(Reservation.builder().instances(instance).build())
                .build();
    }

    private DescribeSecurityGroupsResponse groups(DescribeSecurityGroupsRequest request) {
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(request.groupIds().stream().map(groups::get).toList())
                .build();
    }

    private DescribeInstanceAttributeResponse attribute() {
        return DescribeInstanceAttributeResponse.builder()
                .disableApiTermination(value -> value.value(isProtected))
                .build();
    }

    @Override
    public String signingName() {
        return "ec2";
    }

    @Override
    public Protocol protocol() {
        return Protocol.EC2_QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
