package dev.firebreak.testkit.service.securityhub;

import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchUpdateFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.SeverityUpdate;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

/** What a customer sets on findings; a member that the request does not have stays as it is. */
record FindingUpdate(BatchUpdateFindingsRequest request, String now) {
    FindingUpdate {
        if (request.note() != null
                && (request.note().text() == null || request.note().updatedBy() == null)) {
            throw SecurityHubErrors.invalid(
                    "Invalid parameter 'Note'. data.Note should have required property 'UpdatedBy'");
        }
        if (request.workflow() != null && request.workflow().status() == WorkflowStatus.UNKNOWN_TO_SDK_VERSION) {
            throw SecurityHubErrors.invalid(
                    "Invalid parameter 'Workflow.Status'. data.Workflow.Status should be equal to one of the allowed values");
        }
    }

    AwsSecurityFinding apply(AwsSecurityFinding finding) {
        AwsSecurityFinding.Builder changed = finding.toBuilder();
        if (request.note() != null) {
            changed.note(note -> note.text(request.note().text())
                    .updatedBy(request.note().updatedBy())
                    .updatedAt(now));
        }
        if (request.workflow() != null) {
            changed.workflow(workflow -> workflow.status(request.workflow().status()));
        }
        if (request.severity() != null) {
            SeverityUpdate update = request.severity();
            changed.severity(Severities.complete(finding.severity()
                    .copy(severity -> severity.label(update.label()).normalized(update.normalized()))));
        }
        if (request.verificationState() != null) {
            changed.verificationState(request.verificationState());
        }
        if (request.hasUserDefinedFields()) {
            changed.userDefinedFields(request.userDefinedFields());
        }
        if (request.hasTypes()) {
            changed.types(request.types());
        }
        if (request.hasRelatedFindings()) {
            changed.relatedFindings(request.relatedFindings());
        }
        changed.confidence(request.confidence() == null ? finding.confidence() : request.confidence());
        changed.criticality(request.criticality() == null ? finding.criticality() : request.criticality());
        return changed.build();
    }
}
