package dev.firebreak.testkit.service.identitycenter;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssoadmin.model.AccountAssignmentOperationStatus;
import software.amazon.awssdk.services.ssoadmin.model.PermissionSetProvisioningStatus;
import software.amazon.awssdk.services.ssoadmin.model.StatusValues;
import software.amazon.awssdk.services.ssoadmin.model.TargetType;

/**
 * What Identity Center was asked for and does a little later.
 *
 * @param id the request's id
 * @param kind what is to be done
 * @param assignment what it is about; of a provisioning, the account may be empty for all, and the principal is
 * @param created when it was asked for
 * @param status how far it is
 * @param failure why it failed
 */
record PendingWork(
        String id,
        Kind kind,
        Assignment assignment,
        Instant created,
        StatusValues status,
        @Nullable String failure) {
    private static final Duration TAKES = Duration.ofSeconds(10);

    /** What is to be done. */
    enum Kind {
        CREATION,
        DELETION,
        PROVISIONING
    }

    boolean isDue(Instant now) {
        return status == StatusValues.IN_PROGRESS && !now.isBefore(created.plus(TAKES));
    }

    PendingWork ended(@Nullable String why) {
        StatusValues end = why == null ? StatusValues.SUCCEEDED : StatusValues.FAILED;
        return new PendingWork(id, kind, assignment, created, end, why);
    }

    AccountAssignmentOperationStatus assignmentStatus() {
        return AccountAssignmentOperationStatus.builder()
                .status(status)
                .requestId(id)
                .failureReason(failure)
                .targetId(assignment.account())
                .targetType(TargetType.AWS_ACCOUNT)
                .permissionSetArn(assignment.permissionSet())
                .principalType(assignment.type())
                .principalId(assignment.principal())
                .createdDate(created)
                .build();
    }

    PermissionSetProvisioningStatus provisioningStatus() {
        return PermissionSetProvisioningStatus.builder()
                .status(status)
                .requestId(id)
                .failureReason(failure)
                .accountId(assignment.account().isEmpty() ? null : assignment.account())
                .permissionSetArn(assignment.permissionSet())
                .createdDate(created)
                .build();
    }
}
