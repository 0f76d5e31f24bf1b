package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Action;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.StepStatus;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/** Twenty-five instances of one Auto Scaling group, changed with as few calls as AWS takes. */
class BatchedCallsTest {
    private static final int SIZE = 25;

    private final Rehearsal rehearsal = new Rehearsal();
    private final Scene scene = new Scene(rehearsal);
    private final AutoScalingClient autoScaling = rehearsal.fake.autoScaling();

    BatchedCallsTest() {
        scene.makeScalingGroup(autoScaling, 0);
        autoScaling.updateAutoScalingGroup(request -> request.autoScalingGroupName("web")
                .minSize(SIZE)
                .desiredCapacity(SIZE)
                .maxSize(2 * SIZE));
        rehearsal.fake.clearCalls();
    }

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private ContainmentPlan plan(Action<? super Ec2Instance> action) {
        return rehearsal
                .containment()
                .incident("IR-1")
                .containAll(Ec2.instancesInAutoScalingGroup("web"), action)
                .plan();
    }

    private long calls(String operation) {
        return rehearsal.fake.calls().stream()
                .map(CallRecord::operation)
                .filter(operation::equals)
                .count();
    }

    private List<Instance> members() {
        return autoScaling
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames("web"))
                .autoScalingGroups()
                .get(0)
                .instances();
    }

    @Test
    void enterStandby_many_goTwentyAtATimeAndComeBack() {
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = plan(Ec2.enterStandby()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(calls("UpdateAutoScalingGroup")).isEqualTo(1);
        assertThat(calls("EnterStandby")).isLessThan(SIZE / 2);
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void enterStandby_oneHasLeftTheGroupMeanwhile_theOthersGo() {
        ContainmentPlan plan = plan(Ec2.enterStandby());
        String gone = members().get(0).instanceId();
        autoScaling.detachInstances(
                request -> request.autoScalingGroupName("web").instanceIds(gone).shouldDecrementDesiredCapacity(false));

        ContainmentReport report = plan.execute();

        assertThat(report.results())
                .filteredOn(result -> result.status() != StepStatus.VERIFIED)
                .singleElement()
                .satisfies(
                        result -> assertThat(result.step().resource().id()).isEqualTo(gone),
                        result -> assertThat(result.status()).isEqualTo(StepStatus.FAILED));
    }

    @Test
    void leaveAutoScaling_many_goTwentyAtATime() {
        ContainmentReport report = plan(Ec2.leaveAutoScaling()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(calls("DetachInstances")).isLessThan(SIZE / 2);
    }

    @Test
    void tag_many_areMarkedTogetherAndUnmarkedAgain() {
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = plan(Ec2.tag()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(calls("CreateTags")).isLessThan(SIZE / 2);
        assertThat(calls("DescribeTags")).isLessThan(SIZE);
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void tag_oneIsGoneMeanwhile_theOthersAreMarked() {
        ContainmentPlan plan = plan(Ec2.tag());
        String gone = members().get(0).instanceId();
        rehearsal
                .fake
                .faults()
                .on("ec2", "CreateTags")
                .nth(1)
                .refuse("InvalidID", 400, "The ID '" + gone + "' is not valid");

        ContainmentReport report = plan.execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(calls("CreateTags")).isGreaterThan(SIZE / 2);
    }
}
