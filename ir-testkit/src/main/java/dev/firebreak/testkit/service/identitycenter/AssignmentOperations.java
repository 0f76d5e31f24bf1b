package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.service.organizations.Organizations;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssoadmin.model.AccountAssignment;
import software.amazon.awssdk.services.ssoadmin.model.AccountAssignmentForPrincipal;
import software.amazon.awssdk.services.ssoadmin.model.CreateAccountAssignmentRequest;
import software.amazon.awssdk.services.ssoadmin.model.CreateAccountAssignmentResponse;
import software.amazon.awssdk.services.ssoadmin.model.DeleteAccountAssignmentRequest;
import software.amazon.awssdk.services.ssoadmin.model.DeleteAccountAssignmentResponse;
import software.amazon.awssdk.services.ssoadmin.model.DescribeAccountAssignmentCreationStatusRequest;
import software.amazon.awssdk.services.ssoadmin.model.DescribeAccountAssignmentCreationStatusResponse;
import software.amazon.awssdk.services.ssoadmin.model.DescribeAccountAssignmentDeletionStatusRequest;
import software.amazon.awssdk.services.ssoadmin.model.DescribeAccountAssignmentDeletionStatusResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListAccountAssignmentsForPrincipalRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListAccountAssignmentsForPrincipalResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListAccountAssignmentsRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListAccountAssignmentsResponse;
import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;
import software.amazon.awssdk.services.ssoadmin.model.StatusValues;
import software.amazon.awssdk.services.ssoadmin.model.TargetType;

/** Assigns permission sets to people and groups in accounts, a little after it was asked for. */
final class AssignmentOperations {
    private AssignmentOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateAccountAssignment", CreateAccountAssignmentRequest::builder, AssignmentOperations::create)
                .on("DeleteAccountAssignment", DeleteAccountAssignmentRequest::builder, AssignmentOperations::delete)
                .on(
                        "DescribeAccountAssignmentCreationStatus",
                        DescribeAccountAssignmentCreationStatusRequest::builder,
                        AssignmentOperations::creationStatus)
                .on(
                        "DescribeAccountAssignmentDeletionStatus",
                        DescribeAccountAssignmentDeletionStatusRequest::builder,
                        AssignmentOperations::deletionStatus)
                .on("ListAccountAssignments", ListAccountAssignmentsRequest::builder, AssignmentOperations::list)
                .on(
                        "ListAccountAssignmentsForPrincipal",
                        ListAccountAssignmentsForPrincipalRequest::builder,
                        AssignmentOperations::listForPrincipal);
    }

    private static CreateAccountAssignmentResponse create(Call call, CreateAccountAssignmentRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        checkTarget(request.targetType(), request.targetId());
        PermissionSetData set = center.permissionSet(request.permissionSetArn());
        var assignment = new Assignment(
                request.targetId(), set.arn(), type(request.principalType()), principal(request.principalId()));
        checkPrincipal(center, assignment);
        if (Organizations.managementOf(call.world(), assignment.account())
                .filter(center.owner()::equals)
                .isEmpty()) {
            throw IdentityCenterErrors.notFound("Could not find account %s in the organization", assignment.account());
        }
        return CreateAccountAssignmentResponse.builder()
                .accountAssignmentCreationStatus(begin(call, center, PendingWork.Kind.CREATION, assignment)
                        .assignmentStatus())
                .build();
    }

    private static void checkTarget(@Nullable TargetType type, @Nullable String target) {
        if (type != TargetType.AWS_ACCOUNT) {
            throw IdentityCenterErrors.validation(
                    "1 validation error detected: Value at 'targetType' failed to satisfy constraint: Member must "
                            + "satisfy enum value set: [AWS_ACCOUNT]");
        }
        if (!IdentityCenterErrors.required(target, "targetId").matches("[0-9]{12}")) {
            throw IdentityCenterErrors.validation(
                    "1 validation error detected: Value '%s' at 'targetId' failed to satisfy constraint: Member must "
                            + "satisfy regular expression pattern: \\d{12}",
                    String.valueOf(target));
        }
    }

    private static PrincipalType type(@Nullable PrincipalType type) {
        if (type != PrincipalType.USER && type != PrincipalType.GROUP) {
            throw IdentityCenterErrors.validation(
                    "1 validation error detected: Value at 'principalType' failed to satisfy constraint: Member must "
                            + "satisfy enum value set: [USER, GROUP]");
        }
        return type;
    }

    private static String principal(@Nullable String principalId) {
        return IdentityCenterErrors.required(principalId, "principalId");
    }

    private static void checkPrincipal(IdentityCenter center, Assignment assignment) {
        boolean known = assignment.type() == PrincipalType.USER
                ? center.users().contains(assignment.principal())
                : center.groups().contains(assignment.principal());
        if (!known) {
            throw IdentityCenterErrors.notFound(
                    "Principal with id %s of type %s does not exist", assignment.principal(), assignment.type());
        }
    }

    static PendingWork begin(Call call, IdentityCenter center, PendingWork.Kind kind, Assignment assignment) {
        var work = new PendingWork(
                call.world().ids().uuid(), kind, assignment, call.now(), StatusValues.IN_PROGRESS, null);
        center.work().put(work);
        return work;
    }

    private static DeleteAccountAssignmentResponse delete(Call call, DeleteAccountAssignmentRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        checkTarget(request.targetType(), request.targetId());
        var assignment = new Assignment(
                request.targetId(),
                IdentityCenterErrors.required(request.permissionSetArn(), "permissionSetArn"),
                type(request.principalType()),
                principal(request.principalId()));
        if (!center.assignments().contains(assignment.key())) {
            throw IdentityCenterErrors.notFound("Could not find the account assignment");
        }
        return DeleteAccountAssignmentResponse.builder()
                .accountAssignmentDeletionStatus(begin(call, center, PendingWork.Kind.DELETION, assignment)
                        .assignmentStatus())
                .build();
    }

    private static DescribeAccountAssignmentCreationStatusResponse creationStatus(
            Call call, DescribeAccountAssignmentCreationStatusRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        PendingWork work = find(center, PendingWork.Kind.CREATION, request.accountAssignmentCreationRequestId());
        return DescribeAccountAssignmentCreationStatusResponse.builder()
                .accountAssignmentCreationStatus(work.assignmentStatus())
                .build();
    }

    private static DescribeAccountAssignmentDeletionStatusResponse deletionStatus(
            Call call, DescribeAccountAssignmentDeletionStatusRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        PendingWork work = find(center, PendingWork.Kind.DELETION, request.accountAssignmentDeletionRequestId());
        return DescribeAccountAssignmentDeletionStatusResponse.builder()
                .accountAssignmentDeletionStatus(work.assignmentStatus())
                .build();
    }

    static PendingWork find(IdentityCenter center, PendingWork.Kind kind, @Nullable String requestId) {
        String id = IdentityCenterErrors.required(requestId, "requestId");
        Optional<PendingWork> work = center.work().find(id).filter(found -> found.kind() == kind);
        return work.orElseThrow(() -> IdentityCenterErrors.notFound("Could not find request with id %s", id));
    }

    private static ListAccountAssignmentsResponse list(Call call, ListAccountAssignmentsRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        PermissionSetData set = center.permissionSet(request.permissionSetArn());
        List<Assignment> matching = center.assignments().all().stream()
                .filter(assignment -> assignment.permissionSet().equals(set.arn()))
                .filter(assignment -> assignment.account().equals(request.accountId()))
                .toList();
        ResultPage<Assignment> page = IdentityCenterErrors.page(matching, request.maxResults(), request.nextToken());
        return ListAccountAssignmentsResponse.builder()
                .accountAssignments(page.items().stream()
                        .map(assignment -> AccountAssignment.builder()
                                .accountId(assignment.account())
                                .permissionSetArn(assignment.permissionSet())
                                .principalType(assignment.type())
                                .principalId(assignment.principal())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    /** Of a user also what the user has by groups. */
    private static ListAccountAssignmentsForPrincipalResponse listForPrincipal(
            Call call, ListAccountAssignmentsForPrincipalRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        String principal = principal(request.principalId());
        List<String> principals = Stream.concat(
                        Stream.of(principal),
                        center.memberships().by("user", principal).stream().map(membership -> membership.groupId()))
                .toList();
        List<Assignment> matching = center.assignments().all().stream()
                .filter(assignment -> principals.contains(assignment.principal()))
                .filter(assignment -> request.filter() == null
                        || request.filter().accountId() == null
                        || request.filter().accountId().equals(assignment.account()))
                .toList();
        ResultPage<Assignment> page = IdentityCenterErrors.page(matching, request.maxResults(), request.nextToken());
        return ListAccountAssignmentsForPrincipalResponse.builder()
                .accountAssignments(page.items().stream()
                        .map(assignment -> AccountAssignmentForPrincipal.builder()
                                .accountId(assignment.account())
                                .permissionSetArn(assignment.permissionSet())
                                .principalType(assignment.type())
                                .principalId(assignment.principal())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }
}
