package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.iam.IamEntities;
import dev.firebreak.testkit.world.iam.IamRole;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusResponse;

/** Roles that a service of AWS owns: they can be read, but not changed. */
final class ServiceLinkedRoleOperations {
    private static final Map<String, String> NAMES = Map.of(
            "autoscaling", "AutoScaling",
            "elasticloadbalancing", "ElasticLoadBalancing",
            "guardduty", "AmazonGuardDuty",
            "spot", "EC2Spot",
            "ssm", "AmazonSSM",
            "rds", "RDS",
            "organizations", "Organizations");

    void register(Operations operations) {
        operations
                .on("CreateServiceLinkedRole", CreateServiceLinkedRoleRequest::builder, this::create)
                .on("DeleteServiceLinkedRole", DeleteServiceLinkedRoleRequest::builder, this::delete)
                .on(
                        "GetServiceLinkedRoleDeletionStatus",
                        GetServiceLinkedRoleDeletionStatusRequest::builder,
                        this::deletionStatus);
    }

    private CreateServiceLinkedRoleResponse create(Call call, CreateServiceLinkedRoleRequest request) {
        String service = IamChecks.required(request.awsServiceName(), "aWSServiceName");
        String suffix = request.customSuffix() == null ? "" : "_" + request.customSuffix();
        String name = "AWSServiceRoleFor" + serviceName(service) + suffix;
        IamEntities<IamRole> roles = IamLookup.iam(call).roles();
        if (roles.isTaken(name)) {
            throw IamErrors.invalidInput(
                    "Service role name %s has been taken in this account, please try a different suffix.", name);
        }
        IamRole role = new IamRole(call.account(), name, "/aws-service-role/" + service + "/", trust(service));
        role.describe(request.description() == null ? "" : request.description());
        roles.add(role);
        return CreateServiceLinkedRoleResponse.builder()
                .role(IamAnswers.role(role).build())
                .build();
    }

    private static String serviceName(String service) {
        if (!service.matches("[a-z0-9.-]+\\.amazonaws\\.com")) {
            throw IamErrors.invalidInput("Service principal %s is not valid", service);
        }
        String label = service.substring(0, service.indexOf('.'));
        return NAMES.getOrDefault(label, label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1));
    }

    private static String trust(String service) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                + service + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }

    private DeleteServiceLinkedRoleResponse delete(Call call, DeleteServiceLinkedRoleRequest request) {
        IamRole role = IamLookup.role(call, request.roleName());
        if (!role.path().startsWith("/aws-service-role/")) {
            throw IamErrors.validation("Role %s is not a service-linked role", role.name());
        }
        IamLookup.iam(call).roles().remove(role);
        String task =
                "task" + role.path() + role.name() + "/" + call.world().ids().uuid();
        return DeleteServiceLinkedRoleResponse.builder().deletionTaskId(task).build();
    }

    private GetServiceLinkedRoleDeletionStatusResponse deletionStatus(
            Call call, GetServiceLinkedRoleDeletionStatusRequest request) {
        String task = IamChecks.required(request.deletionTaskId(), "deletionTaskId");
        if (!task.startsWith("task/aws-service-role/")) {
            throw IamErrors.noSuchEntity("The deletion task %s cannot be found.", task);
        }
        return GetServiceLinkedRoleDeletionStatusResponse.builder()
                .status(DeletionTaskStatusType.SUCCEEDED)
                .build();
    }
}
