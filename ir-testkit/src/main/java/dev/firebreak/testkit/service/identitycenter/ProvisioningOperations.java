package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssoadmin.model.DescribePermissionSetProvisioningStatusRequest;
import software.amazon.awssdk.services.ssoadmin.model.DescribePermissionSetProvisioningStatusResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListAccountsForProvisionedPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListAccountsForProvisionedPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListPermissionSetsProvisionedToAccountRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListPermissionSetsProvisionedToAccountResponse;
import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;
import software.amazon.awssdk.services.ssoadmin.model.ProvisionPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.ProvisionPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.ProvisionTargetType;
import software.amazon.awssdk.services.ssoadmin.model.ProvisioningStatus;

/** Brings permission sets into accounts, and tells where they are. */
final class ProvisioningOperations {
    private ProvisioningOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("ProvisionPermissionSet", ProvisionPermissionSetRequest::builder, ProvisioningOperations::provision)
                .on(
                        "DescribePermissionSetProvisioningStatus",
                        DescribePermissionSetProvisioningStatusRequest::builder,
                        ProvisioningOperations::describe)
                .on(
                        "ListPermissionSetsProvisionedToAccount",
                        ListPermissionSetsProvisionedToAccountRequest::builder,
                        ProvisioningOperations::listSets)
                .on(
                        "ListAccountsForProvisionedPermissionSet",
                        ListAccountsForProvisionedPermissionSetRequest::builder,
                        ProvisioningOperations::listAccounts);
    }

    private static ProvisionPermissionSetResponse provision(Call call, ProvisionPermissionSetRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        PermissionSetData set = center.permissionSet(request.permissionSetArn());
        boolean all = request.targetType() == ProvisionTargetType.ALL_PROVISIONED_ACCOUNTS;
        if (!all && request.targetType() != ProvisionTargetType.AWS_ACCOUNT) {
            throw IdentityCenterErrors.validation(
                    "1 validation error detected: Value at 'targetType' failed to satisfy constraint: Member must "
                            + "satisfy enum value set: [AWS_ACCOUNT, ALL_PROVISIONED_ACCOUNTS]");
        }
        String account = all ? "" : IdentityCenterErrors.required(request.targetId(), "targetId");
        if (!all && !center.isAssigned(set.arn(), account)) {
            throw IdentityCenterErrors.notFound("PermissionSet is not provisioned to account %s", account);
        }
        var work = AssignmentOperations.begin(
                call,
                center,
                PendingWork.Kind.PROVISIONING,
                new Assignment(account, set.arn(), PrincipalType.UNKNOWN_TO_SDK_VERSION, ""));
        return ProvisionPermissionSetResponse.builder()
                .permissionSetProvisioningStatus(work.provisioningStatus())
                .build();
    }

    private static DescribePermissionSetProvisioningStatusResponse describe(
            Call call, DescribePermissionSetProvisioningStatusRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        PendingWork work = AssignmentOperations.find(
                center, PendingWork.Kind.PROVISIONING, request.provisionPermissionSetRequestId());
        return DescribePermissionSetProvisioningStatusResponse.builder()
                .permissionSetProvisioningStatus(work.provisioningStatus())
                .build();
    }

    private static ListPermissionSetsProvisionedToAccountResponse listSets(
            Call call, ListPermissionSetsProvisionedToAccountRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        String account = IdentityCenterErrors.required(request.accountId(), "accountId");
        List<String> sets = center.permissionSets().values().stream()
                .filter(set -> center.isAssigned(set.arn(), account))
                .filter(set -> wanted(request.provisioningStatus(), set, account))
                .map(PermissionSetData::arn)
                .toList();
        ResultPage<String> page = IdentityCenterErrors.page(sets, request.maxResults(), request.nextToken());
        return ListPermissionSetsProvisionedToAccountResponse.builder()
                .permissionSets(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static ListAccountsForProvisionedPermissionSetResponse listAccounts(
            Call call, ListAccountsForProvisionedPermissionSetRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        PermissionSetData set = center.permissionSet(request.permissionSetArn());
        List<String> accounts = center.assignments().all().stream()
                .filter(assignment -> assignment.permissionSet().equals(set.arn()))
                .map(Assignment::account)
                .distinct()
                .filter(account -> wanted(request.provisioningStatus(), set, account))
                .toList();
        ResultPage<String> page = IdentityCenterErrors.page(accounts, request.maxResults(), request.nextToken());
        return ListAccountsForProvisionedPermissionSetResponse.builder()
                .accountIds(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean wanted(@Nullable ProvisioningStatus status, PermissionSetData set, String account) {
        boolean outdated = set.outdated().contains(account);
        return status == null || outdated == (status == ProvisioningStatus.LATEST_PERMISSION_SET_NOT_PROVISIONED);
    }
}
