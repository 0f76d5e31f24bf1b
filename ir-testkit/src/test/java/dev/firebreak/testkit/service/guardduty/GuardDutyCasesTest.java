package dev.firebreak.testkit.service.guardduty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.Condition;
import software.amazon.awssdk.services.guardduty.model.FilterAction;
import software.amazon.awssdk.services.guardduty.model.Finding;
import software.amazon.awssdk.services.guardduty.model.OrderBy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class GuardDutyCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/guardduty/latest/APIReference/";
    private static final String GUIDE = "https://docs.aws.amazon.com/guardduty/latest/ug/";
    private GuardDutyClient guardDuty;
    private String detector;

    @BeforeEach
    void enable() {
        guardDuty = client(GuardDutyClient.builder());
        detector = guardDuty.createDetector(made -> made.enable(true)).detectorId();
    }

    private List<String> list(Map<String, Condition> criteria) {
        return guardDuty
                .listFindings(query -> query.detectorId(detector).findingCriteria(wanted -> wanted.criterion(criteria)))
                .findingIds();
    }

    private static Condition is(String value) {
        return Condition.builder().equalsValue(value).build();
    }

    private Finding get(String id) {
        return guardDuty
                .getFindings(query -> query.detectorId(detector).findingIds(id))
                .findings()
                .get(0);
    }

    @Test
    @AwsFact(value = "An account has one detector in a Region", source = API + "API_CreateDetector.html")
    void createDetector_second_isRefused() {
        assertThat(Refused.by(() -> guardDuty.createDetector(made -> made.enable(true))))
                .isEqualTo(
                        "BadRequestException: The request is rejected because a detector already exists for the current "
                                + "account.");
        assertThat(guardDuty.listDetectors(query -> {}).detectorIds()).containsExactly(detector);
        assertThat(Refused.by(() -> guardDuty.getDetector(query -> query.detectorId("none"))))
                .isEqualTo(
                        "BadRequestException: The request is rejected because the input detectorId is not owned by the "
                                + "current account.");
    }

    @Test
    @AwsFact(
            value = "The same finding on the same resource again is counted, not listed twice",
            source = GUIDE + "guardduty_finding-aggregation.html")
    void report_again_isCounted() {
        FindingSpec spec = FindingSpec.onInstance("i-0123456789abcdef0");
        String id = fake.guardDuty().report(spec).id();
        clock.advance(Duration.ofMinutes(5));
        fake.guardDuty().report(spec);

        assertThat(list(Map.of())).containsExactly(id);
        assertThat(get(id).service().count()).isEqualTo(2);
        assertThat(get(id).updatedAt()).isEqualTo("2026-01-15T09:05:00.000Z");
        assertThat(get(id).createdAt()).isEqualTo("2026-01-15T09:00:00.000Z");
    }

    @Test
    @AwsFact(value = "Findings are listed by conditions on their fields", source = API + "API_ListFindings.html")
    void listFindings_criteria_selectFindings() {
        String high = fake.guardDuty()
                .report(FindingSpec.onInstance("i-1").severity(8))
                .id();
        String low = fake.guardDuty()
                .report(FindingSpec.onAccessKey("AKIAEXAMPLE").severity(2))
                .id();

        assertThat(list(Map.of("resource.instanceDetails.instanceId", is("i-1"))))
                .containsExactly(high);
        assertThat(list(Map.of(
                        "severity", Condition.builder().greaterThanOrEqual(7L).build())))
                .containsExactly(high);
        assertThat(list(Map.of(
                        "type", Condition.builder().notEquals(get(high).type()).build())))
                .containsExactly(low);
        assertThat(guardDuty
                        .listFindings(query -> query.detectorId(detector)
                                .sortCriteria(
                                        sort -> sort.attributeName("severity").orderBy(OrderBy.ASC)))
                        .findingIds())
                .containsExactly(low, high);
        assertThat(Refused.by(() -> list(Map.of("colour", is("red"))))).startsWith("BadRequestException");
    }

    @Test
    @AwsFact(value = "Archived findings stay, marked as archived", source = API + "API_ArchiveFindings.html")
    void archiveFindings_finding_isMarked() {
        String id = fake.guardDuty().report(FindingSpec.onInstance("i-1")).id();

        guardDuty.archiveFindings(request -> request.detectorId(detector).findingIds(id));
        assertThat(list(Map.of("service.archived", is("false")))).isEmpty();
        guardDuty.unarchiveFindings(request -> request.detectorId(detector).findingIds(id));

        assertThat(list(Map.of("service.archived", is("false")))).containsExactly(id);
    }

    @Test
    @AwsFact(
            value = "A finding that a filter with the action ARCHIVE matches is archived and told to nobody",
            source = GUIDE + "findings_suppression-rule.html")
    void report_suppressed_isArchivedAndNotTold() {
        String target = target();
        guardDuty.createFilter(filter -> filter.detectorId(detector)
                .name("scanner")
                .action(FilterAction.ARCHIVE)
                .findingCriteria(wanted -> wanted.criterion(Map.of("type", is("Recon:EC2/Portscan")))));

        Finding finding = fake.guardDuty().report(FindingSpec.onInstance("i-1").type("Recon:EC2/Portscan"));

        assertThat(finding.service().archived()).isTrue();
        assertThat(fake.recipients().received(target)).isEmpty();
    }

    private String target() {
        String function = "arn:aws:lambda:eu-west-1:123456789012:function:contain";
        EventBridgeClient events = client(EventBridgeClient.builder());
        events.putRule(rule -> rule.name("findings").eventPattern("{\"source\":[\"aws.guardduty\"]}"));
        events.putTargets(targets -> targets.rule("findings")
                .targets(Target.builder().id("contain").arn(function).build()));
        return function;
    }

    @Test
    @AwsFact(
            value = "Updates of a finding are told once in six hours unless the detector says otherwise",
            source = GUIDE + "guardduty_findings_eventbridge.html")
    void report_again_isToldAtThePublishingFrequency() {
        String target = target();
        FindingSpec spec = FindingSpec.onInstance("i-1");

        fake.guardDuty().report(spec);
        clock.advance(Duration.ofHours(1));
        fake.guardDuty().report(spec);
        assertThat(fake.recipients().received(target)).hasSize(1);
        clock.advance(Duration.ofHours(5));
        fake.guardDuty().report(spec);

        assertThat(fake.recipients().received(target))
                .hasSize(2)
                .last()
                .satisfies(text -> assertThat(text).contains("\"count\":3"));
    }

    @Test
    @AwsFact(value = "Sample findings have titles that say so", source = API + "API_CreateSampleFindings.html")
    void createSampleFindings_type_makesASample() {
        guardDuty.createSampleFindings(
                samples -> samples.detectorId(detector).findingTypes("CryptoCurrency:EC2/BitcoinTool.B!DNS"));

        Finding sample = get(list(Map.of()).get(0));
        assertThat(sample.title()).startsWith("[SAMPLE]");
        assertThat(sample.resource().instanceDetails().instanceId()).isEqualTo("i-99999999");
        assertThat(sample.service().action().actionType()).isEqualTo("DNS_REQUEST");
    }

    @Test
    @AwsFact(
            value = "A finding goes by a rule of EventBridge to a queue and to a topic",
            source = GUIDE + "guardduty_findings_eventbridge.html")
    void report_rule_deliversToQueueAndTopic() {
        SqsClient sqs = client(SqsClient.builder());
        SnsClient sns = client(SnsClient.builder());
        EventBridgeClient events = client(EventBridgeClient.builder());
        String open = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                + "[\"events.amazonaws.com\",\"sns.amazonaws.com\"]},\"Action\":[\"sqs:SendMessage\",\"sns:Publish\"],"
                + "\"Resource\":\"*\"}]}";
        String queue = sqs.createQueue(made -> made.queueName("soc").attributesWithStrings(Map.of("Policy", open)))
                .queueUrl();
        String topic = sns.createTopic(made -> made.name("soc").attributes(Map.of("Policy", open)))
                .topicArn();
        sns.subscribe(
                request -> request.topicArn(topic).protocol("sqs").endpoint("arn:aws:sqs:eu-west-1:123456789012:soc"));
        events.putRule(
                rule -> rule.name("high")
                        .eventPattern(
                                "{\"detail-type\":[\"GuardDuty Finding\"],\"detail\":{\"severity\":[{\"numeric\":[\">=\",7]}]}}"));
        events.putTargets(targets -> targets.rule("high")
                .targets(
                        Target.builder()
                                .id("queue")
                                .arn("arn:aws:sqs:eu-west-1:123456789012:soc")
                                .build(),
                        Target.builder().id("topic").arn(topic).build()));

        String id = fake.guardDuty().report(FindingSpec.onInstance("i-1")).id();

        assertThat(sqs.receiveMessage(query -> query.queueUrl(queue).maxNumberOfMessages(10))
                        .messages())
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.body()).contains(id))
                .anySatisfy(message -> assertThat(message.body()).contains("\"severity\":8,"))
                .anySatisfy(message -> assertThat(message.body()).contains("\"Type\":\"Notification\""));
    }
}
