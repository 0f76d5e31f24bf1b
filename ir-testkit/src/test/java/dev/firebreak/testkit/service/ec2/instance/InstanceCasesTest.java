package dev.firebreak.testkit.service.ec2.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.MonitoringState;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;

class InstanceCasesTest extends Ec2Cases {
    private static final String GUIDE = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/";
    private static final String API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/";
    private static final String TOKENS = GUIDE + "run-instance-idempotency.html";
    private static final String ERRORS = API + "errors-overview.html";
    private Ec2Client ec2;
    private SqsClient sqs;

    @BeforeEach
    void connect() {
        ec2 = ec2();
        sqs = client(SqsClient.builder());
    }

    private String run(String token, InstanceType type) {
        String image = ec2.describeImages().images().get(0).imageId();
        return ec2.runInstances(request -> request.imageId(image)
                        .minCount(1)
                        .maxCount(1)
                        .instanceType(type)
                        .clientToken(token))
                .instances()
                .get(0)
                .instanceId();
    }

    private String run() {
        return run("first", InstanceType.T3_MICRO);
    }

    private String queueOfStateChanges() {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                + "\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}";
        String url = sqs.createQueue(
                        queue -> queue.queueName("changes").attributesWithStrings(Map.of("Policy", policy)))
                .queueUrl();
        EventBridgeClient events = client(EventBridgeClient.builder());
        events.putRule(rule -> rule.name("changes")
                .eventPattern(
                        "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"EC2 Instance State-change Notification\"]}"));
        Target queue = Target.builder()
                .id("queue")
                .arn("arn:aws:sqs:" + home() + ":" + fake.accountId() + ":changes")
                .inputPath("$.detail.state")
                .build();
        events.putTargets(targets -> targets.rule("changes").targets(queue));
        return url;
    }

    private List<String> received(String url) {
        return sqs.receiveMessage(query -> query.queueUrl(url).maxNumberOfMessages(10)).messages().stream()
                .map(message -> message.body().replace("\"", ""))
                .toList();
    }

    private InstanceStateName state(String id) {
        return ec2.describeInstances(request -> request.instanceIds(id))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .state()
                .name();
    }

    @Test
    @AwsFact(
            value = "EC2 tells EventBridge each state that an instance enters",
            source = GUIDE + "monitoring-instance-state-changes.html")
    void instance_throughItsLife_tellsEachState() {
        String queue = queueOfStateChanges();
        String id = run();

        ec2.stopInstances(request -> request.instanceIds(id));
        ec2.terminateInstances(request -> request.instanceIds(id));

        assertThat(received(queue))
                .containsExactlyInAnyOrder("pending", "running", "stopping", "stopped", "shutting-down", "terminated");
    }

    @Test
    @AwsFact(
            value = "A state is told when the instance enters it, and never when it does not get there",
            source = GUIDE + "monitoring-instance-state-changes.html")
    void instance_terminatedWhileStopping_neverTellsThatItStopped() {
        String id = run();
        timing(timing -> timing.instances(MINUTE));
        String queue = queueOfStateChanges();

        ec2.stopInstances(request -> request.instanceIds(id));
        ec2.terminateInstances(request -> request.instanceIds(id));
        assertThat(received(queue)).containsExactlyInAnyOrder("stopping", "shutting-down");
        clock.advance(MINUTE);
        ec2.describeInstances();

        assertThat(received(queue)).contains("terminated").doesNotContain("stopped");
    }

    @Test
    @AwsFact(value = "The same request with the same client token launches nothing more", source = TOKENS)
    void runInstances_sameTokenAndRequest_launchesOnce() {
        assertThat(run()).isEqualTo(run());
        assertThat(ec2.describeInstances().reservations()).hasSize(1);
    }

    @Test
    @AwsFact(value = "A client token that comes back with other parameters is refused", source = TOKENS)
    void runInstances_sameTokenOtherRequest_isRefused() {
        run();

        assertThat(Refused.by(() -> run("first", InstanceType.T3_LARGE))).startsWith("IdempotentParameterMismatch: ");
    }

    @Test
    @AwsFact(value = "A client token whose instance was terminated is refused", source = ERRORS)
    void runInstances_tokenOfTerminatedInstance_isRefused() {
        String id = run();
        ec2.terminateInstances(request -> request.instanceIds(id));

        assertThat(Refused.by(this::run)).startsWith("IdempotentInstanceTerminated: ");
    }

    @Test
    @AwsFact(value = "An instance that stops is stopping until it has stopped", source = API + "API_StopInstances.html")
    void stopInstances_takesItsTime_andCannotBeStartedMeanwhile() {
        String id = run();
        timing(timing -> timing.instances(MINUTE));

        ec2.stopInstances(request -> request.instanceIds(id));
        assertThat(state(id)).isEqualTo(InstanceStateName.STOPPING);
        assertThat(Refused.by(() -> ec2.startInstances(request -> request.instanceIds(id))))
                .startsWith("IncorrectInstanceState: ");
        clock.advance(MINUTE);

        assertThat(state(id)).isEqualTo(InstanceStateName.STOPPED);
    }

    @Test
    @AwsFact(
            value = "An instance with stop protection is not stopped, but is terminated",
            source = GUIDE + "ec2-stop-protection.html")
    void stopInstances_protected_isRefusedAndTerminationIsNot() {
        String id = run();
        ec2.modifyInstanceAttribute(request -> request.instanceId(id).disableApiStop(value -> value.value(true)));

        assertThat(Refused.by(() -> ec2.stopInstances(request -> request.instanceIds(id))))
                .startsWith("OperationNotPermitted: ");
        ec2.terminateInstances(request -> request.instanceIds(id));

        assertThat(state(id)).isEqualTo(InstanceStateName.TERMINATED);
    }

    @Test
    @AwsFact(
            value = "An instance that was not made for hibernation is not hibernated",
            source = API + "API_StopInstances.html")
    void stopInstances_hibernateWithoutHibernation_isRefused() {
        String id = run();

        assertThat(Refused.by(() ->
                        ec2.stopInstances(request -> request.instanceIds(id).hibernate(true))))
                .startsWith("UnsupportedHibernationConfiguration: ");
        assertThat(state(id)).isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    @AwsFact(
            value = "Detailed monitoring answers pending while it is being enabled",
            source = API + "API_MonitorInstances.html")
    void monitorInstances_enables() {
        String id = run();

        var answer = ec2.monitorInstances(request -> request.instanceIds(id)).instanceMonitorings();

        assertThat(answer.get(0).monitoring().state()).isEqualTo(MonitoringState.PENDING);
        assertThat(ec2.describeInstances()
                        .reservations()
                        .get(0)
                        .instances()
                        .get(0)
                        .monitoring()
                        .state())
                .isEqualTo(MonitoringState.ENABLED);
    }
}
