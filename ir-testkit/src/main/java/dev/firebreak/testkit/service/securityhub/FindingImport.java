package dev.firebreak.testkit.service.securityhub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.wire.json.ModelJson;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.Region;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Workflow;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

/** Takes findings into a hub, and tells of them. */
final class FindingImport {
    private static final String IMPORTED = "Security Hub Findings - Imported";

    private final Region region;
    private final Hub hub;

    FindingImport(Region region, Hub hub) {
        this.region = region;
        this.hub = hub;
    }

    /** Takes a finding of a product; what customers have set on an earlier version of it stays. */
    void take(AwsSecurityFinding given) {
        Optional<AwsSecurityFinding> known = hub.findings().find(Hub.key(given.productArn(), given.id()));
        if (known.isPresent() && given.updatedAt().compareTo(known.get().updatedAt()) < 0) {
            return;
        }
        Workflow fresh = Workflow.builder().status(WorkflowStatus.NEW).build();
        var finding = given.toBuilder()
                .severity(Severities.complete(given.severity()))
                .recordState(Optional.ofNullable(given.recordState()).orElse(RecordState.ACTIVE))
                .region(region.name())
                .workflowState("NEW")
                .workflow(known.map(AwsSecurityFinding::workflow)
                        .orElse(Optional.ofNullable(given.workflow()).orElse(fresh)))
                .note(known.map(AwsSecurityFinding::note).orElse(given.note()))
                .verificationState(
                        known.map(AwsSecurityFinding::verificationState).orElse(given.verificationState()))
                .userDefinedFields(
                        known.map(AwsSecurityFinding::userDefinedFields).orElse(given.userDefinedFields()))
                .processedAt(Times.text(region.world().now()))
                .build();
        put(finding);
    }

    /** Puts a finding as it is, and tells of it. */
    void put(AwsSecurityFinding finding) {
        hub.findings().put(finding);
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.putArray("findings").add(ModelJson.of(finding));
        tell(IMPORTED, List.of(finding.productArn() + "/" + finding.id()), detail);
    }

    void tell(String detailType, List<String> resources, ObjectNode detail) {
        region.world()
                .events()
                .publish(new AwsEvent(
                        "aws.securityhub",
                        detailType,
                        region.account().id(),
                        region.name(),
                        region.world().now(),
                        resources,
                        detail));
    }
}
