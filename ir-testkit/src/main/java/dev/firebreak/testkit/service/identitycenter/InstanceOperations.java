package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import software.amazon.awssdk.services.ssoadmin.model.CreateInstanceRequest;
import software.amazon.awssdk.services.ssoadmin.model.CreateInstanceResponse;
import software.amazon.awssdk.services.ssoadmin.model.DescribeInstanceRequest;
import software.amazon.awssdk.services.ssoadmin.model.DescribeInstanceResponse;
import software.amazon.awssdk.services.ssoadmin.model.InstanceMetadata;
import software.amazon.awssdk.services.ssoadmin.model.InstanceStatus;
import software.amazon.awssdk.services.ssoadmin.model.ListInstancesRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListInstancesResponse;

/** The instance of Identity Center. */
final class InstanceOperations {
    private InstanceOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateInstance", CreateInstanceRequest::builder, InstanceOperations::create)
                .on("DescribeInstance", DescribeInstanceRequest::builder, InstanceOperations::describe)
                .on("ListInstances", ListInstancesRequest::builder, InstanceOperations::list);
    }

    private static CreateInstanceResponse create(Call call, CreateInstanceRequest request) {
        if (IdentityCenter.ownsOne(call.account())) {
            throw AwsError.of("ConflictException", "An instance of IAM Identity Center exists already in this account");
        }
        return CreateInstanceResponse.builder()
                .instanceArn(IdentityCenter.enable(call).arn())
                .build();
    }

    private static DescribeInstanceResponse describe(Call call, DescribeInstanceRequest request) {
        IdentityCenter center = IdentityCenter.byArn(call, request.instanceArn());
        return DescribeInstanceResponse.builder()
                .instanceArn(center.arn())
                .identityStoreId(center.store())
                .ownerAccountId(center.owner())
                .createdDate(center.created())
                .status(InstanceStatus.ACTIVE)
                .build();
    }

    private static ListInstancesResponse list(Call call, ListInstancesRequest request) {
        List<InstanceMetadata> instances = IdentityCenter.of(call).stream()
                .map(center -> InstanceMetadata.builder()
                        .instanceArn(center.arn())
                        .identityStoreId(center.store())
                        .ownerAccountId(center.owner())
                        .createdDate(center.created())
                        .status(InstanceStatus.ACTIVE)
                        .build())
                .toList();
        return ListInstancesResponse.builder().instances(instances).build();
    }
}
