package dev.firebreak.testkit.service.securityhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import dev.firebreak.testkit.service.guardduty.FindingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingFilters;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingIdentifier;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.Severity;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

class SecurityHubCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/securityhub/1.0/APIReference/";
    private static final String GUIDE = "https://docs.aws.amazon.com/securityhub/latest/userguide/";
    private static final String PRODUCT = "arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default";
    private SecurityHubClient hub;

    @BeforeEach
    void connect() {
        hub = client(SecurityHubClient.builder());
    }

    private static AwsSecurityFinding finding(String id, String label) {
        return AwsSecurityFinding.builder()
                .schemaVersion("2018-10-08")
                .id(id)
                .productArn(PRODUCT)
                .generatorId("scanner")
                .awsAccountId("123456789012")
                .types("TTPs/Discovery")
                .createdAt("2026-01-15T09:00:00Z")
                .updatedAt("2026-01-15T09:00:00Z")
                .severity(Severity.builder().label(label).build())
                .title("Title of " + id)
                .description("Something was found")
                .resources(Resource.builder().type("AwsEc2Instance").id("i-1").build())
                .build();
    }

    private static StringFilter filter(String comparison, String value) {
        return StringFilter.builder().comparison(comparison).value(value).build();
    }

    private List<String> ids(AwsSecurityFindingFilters filters) {
        return hub.getFindings(query -> query.filters(filters)).findings().stream()
                .map(AwsSecurityFinding::id)
                .toList();
    }

    @Test
    @AwsFact(value = "An account that has not enabled Security Hub is refused", source = API + "API_DescribeHub.html")
    void describeHub_notEnabled_isRefused() {
        assertThat(Refused.by(() -> hub.describeHub(query -> {})))
                .isEqualTo("InvalidAccessException: Account 123456789012 is not subscribed to AWS Security Hub");
        hub.enableSecurityHub(request -> {});

        assertThat(hub.describeHub(query -> {}).hubArn())
                .isEqualTo("arn:aws:securityhub:eu-west-1:123456789012:hub/default");
        assertThat(Refused.by(() -> hub.enableSecurityHub(request -> {}))).startsWith("ResourceConflictException");
    }

    @Test
    @AwsFact(
            value = "Findings that do not follow the finding format fail one by one",
            source = API + "API_BatchImportFindings.html")
    void batchImportFindings_malformed_failsOneByOne() {
        hub.enableSecurityHub(request -> {});

        var answer = hub.batchImportFindings(batch -> batch.findings(
                finding("good", "HIGH"),
                finding("bad", "LOW").toBuilder().title(null).build()));

        assertThat(answer.successCount()).isEqualTo(1);
        assertThat(answer.failedFindings()).singleElement().satisfies(failed -> {
            assertThat(failed.id()).isEqualTo("bad");
            assertThat(failed.errorCode()).isEqualTo("InvalidInput");
            assertThat(failed.errorMessage()).contains("should have required property 'Title'");
        });
    }

    @Test
    @AwsFact(
            value = "Filters on different fields must all hold, and of those on one field one",
            source = API + "API_StringFilter.html")
    void getFindings_filters_selectFindings() {
        hub.enableSecurityHub(request -> {});
        hub.batchImportFindings(
                batch -> batch.findings(finding("a-1", "HIGH"), finding("a-2", "LOW"), finding("b", "HIGH")));

        assertThat(ids(AwsSecurityFindingFilters.builder()
                        .id(filter("PREFIX", "a-"))
                        .severityLabel(filter("EQUALS", "HIGH"))
                        .build()))
                .containsExactly("a-1");
        assertThat(ids(AwsSecurityFindingFilters.builder()
                        .severityLabel(filter("EQUALS", "HIGH"), filter("EQUALS", "LOW"))
                        .id(filter("NOT_EQUALS", "b"))
                        .build()))
                .containsExactly("a-1", "a-2");
        assertThat(hub.getFindingsPaginator(query -> query.maxResults(2)).findings())
                .hasSize(3);
    }

    @Test
    @AwsFact(
            value = "What a customer sets on a finding stays when the product updates it",
            source = API + "API_BatchUpdateFindings.html")
    void batchUpdateFindings_workflow_survivesImports() {
        hub.enableSecurityHub(request -> {});
        hub.batchImportFindings(batch -> batch.findings(finding("a", "HIGH")));
        var known = AwsSecurityFindingIdentifier.builder()
                .id("a")
                .productArn(PRODUCT)
                .build();
        var unknown = known.toBuilder().id("none").build();

        var answer = hub.batchUpdateFindings(update -> update.findingIdentifiers(known, unknown)
                .workflow(workflow -> workflow.status(WorkflowStatus.NOTIFIED))
                .userDefinedFields(Map.of("incident", "IR-1"))
                .note(note -> note.text("Contained").updatedBy("soc")));
        hub.batchImportFindings(batch -> batch.findings(finding("a", "LOW").toBuilder()
                .updatedAt("2026-01-15T10:00:00Z")
                .build()));

        assertThat(answer.unprocessedFindings())
                .singleElement()
                .satisfies(failed -> assertThat(failed.errorCode()).isEqualTo("FindingNotFound"));
        var found = hub.getFindings(query -> {}).findings().get(0);
        assertThat(found.severity().labelAsString()).isEqualTo("LOW");
        assertThat(found.workflow().status()).isEqualTo(WorkflowStatus.NOTIFIED);
        assertThat(found.note().text()).isEqualTo("Contained");
        assertThat(found.userDefinedFields()).containsEntry("incident", "IR-1");
    }

    @Test
    @AwsFact(
            value = "A custom action tells the chosen findings as an event",
            source = GUIDE + "securityhub-cwe-custom-actions.html")
    void customAction_invoked_tellsTheFindings() {
        hub.enableSecurityHub(request -> {});
        hub.batchImportFindings(batch -> batch.findings(finding("a", "HIGH"), finding("b", "HIGH")));
        String action = hub.createActionTarget(
                        target -> target.id("Isolate").name("Isolate").description("Isolates the instance"))
                .actionTargetArn();
        List<String> told = new ArrayList<>();
        synchronized (fake.world()) {
            fake.events()
                    .listen(event -> told.add(event.detailType() + " " + event.resources() + " "
                            + event.detail().path("findings").size()));
        }

        fake.securityHub().invoke(action, List.of("a"));

        assertThat(told).containsExactly("Security Hub Findings - Custom Action [" + action + "] 1");
        hub.deleteActionTarget(target -> target.actionTargetArn(action));
        assertThat(hub.describeActionTargets(query -> {}).actionTargets()).isEmpty();
    }

    @Test
    @AwsFact(
            value = "Findings of GuardDuty arrive when both services are enabled",
            source = GUIDE + "securityhub-internal-providers.html")
    void guardDuty_finding_arrives() {
        hub.enableSecurityHub(request -> {});
        client(GuardDutyClient.builder()).createDetector(detector -> detector.enable(true));

        String arn = fake.guardDuty()
                .report(FindingSpec.onInstance("i-1").severity(8))
                .arn();

        assertThat(hub.getFindings(query -> {}).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(arn);
            assertThat(finding.productArn()).isEqualTo("arn:aws:securityhub:eu-west-1::product/aws/guardduty");
            assertThat(finding.severity().labelAsString()).isEqualTo("HIGH");
            assertThat(finding.resources().get(0).id()).isEqualTo("arn:aws:ec2:eu-west-1:123456789012:instance/i-1");
            assertThat(finding.workflow().status()).isEqualTo(WorkflowStatus.NEW);
        });
    }
}
