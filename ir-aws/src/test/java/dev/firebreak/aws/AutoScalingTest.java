package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Action;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentReport;
import dev.firebreak.Step;
import dev.firebreak.StepStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;

class AutoScalingTest {
    private final Rehearsal rehearsal = new Rehearsal();
    private final AutoScalingClient autoScaling = rehearsal.fake.autoScaling();
    private final List<String> members = makeGroup();

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private List<String> makeGroup() {
        var scene = new Scene(rehearsal);
        scene.makeScalingGroup(autoScaling, 2);
        return group().instances().stream().map(Instance::instanceId).toList();
    }

    private AutoScalingGroup group() {
        return autoScaling
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames("web"))
                .autoScalingGroups()
                .get(0);
    }

    private ContainmentReport contain(Action<Ec2Instance> action, List<String> instances) {
        return contain("IR-1", action, instances);
    }

    private ContainmentReport contain(String incident, Action<Ec2Instance> action, List<String> instances) {
        Containment.Draft draft = rehearsal.containment().incident(incident);
        for (String id : instances) {
            draft = draft.contain(Ec2.instance(id), action);
        }
        return draft.plan().execute();
    }

    @Test
    void leaveAutoScaling_member_isReplacedAndCannotBeTakenBack() {
        ContainmentReport report = contain(Ec2.leaveAutoScaling(), members.subList(0, 1));

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(group().instances()).extracting(Instance::instanceId).doesNotContain(members.get(0));
        assertThat(group().desiredCapacity()).isEqualTo(2);
        assertThat(report.release().results())
                .singleElement()
                .satisfies(result -> assertThat(result.status()).isEqualTo(StepStatus.IRREVERSIBLE));
    }

    @Test
    void leaveAutoScaling_answerLost_isDetachedOnce() {
        rehearsal.fake.faults().on("autoscaling", "DetachInstances").nth(1).loseAnswer();

        assertThat(contain(Ec2.leaveAutoScaling(), members.subList(0, 1)).isContained())
                .isTrue();
    }

    @Test
    void enterStandby_oneMemberPlannedTwice_lowersTheMinimumByOne() {
        String member = members.get(0);

        ContainmentReport report = contain(Ec2.enterStandby(), List.of(member, member));

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(group().minSize()).isOne();
    }

    @Test
    void enterStandby_bothMembers_lowersTheMinimumByTwoUntilReleased() {
        ContainmentReport report = contain(Ec2.enterStandby(), members);

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(group().minSize()).isZero();
        assertThat(group().desiredCapacity()).isZero();
        assertThat(group().instances()).extracting(Instance::lifecycleState).containsOnly(LifecycleState.STANDBY);

        assertThat(report.release().isRestored()).isTrue();
        assertThat(group().minSize()).isEqualTo(2);
        assertThat(group().desiredCapacity()).isEqualTo(2);
        assertThat(group().instances()).extracting(Instance::lifecycleState).containsOnly(LifecycleState.IN_SERVICE);
    }

    @Test
    void enterStandby_minimumLowEnough_leavesItAlone() {
        autoScaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName("web").minSize(1));

        ContainmentReport report = contain(Ec2.enterStandby(), members.subList(0, 1));

        assertThat(report.results())
                .extracting(result -> result.step().kind())
                .containsExactly("aws.autoscaling.enter-standby");
    }

    @Test
    void enterStandby_answersLost_endsTheSame() {
        for (String operation : List.of("EnterStandby", "ExitStandby", "UpdateAutoScalingGroup")) {
            rehearsal.fake.faults().on("autoscaling", operation).nth(1).loseAnswer();
        }

        ContainmentReport report = contain(Ec2.enterStandby(), members.subList(0, 1));

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(report.release().isRestored()).isTrue();
        assertThat(group().minSize()).isEqualTo(2);
    }

    @Test
    void release_memberStandsAsideForAnotherIncident_keepsTheMinimumLow() {
        List<String> member = members.subList(0, 1);
        rehearsal.fake.faults().on("autoscaling", "EnterStandby").nth(1).refuse("AccessDenied", 403, "not authorized");
        ContainmentReport lowered = contain("IR-1", Ec2.enterStandby(), member);
        ContainmentReport aside = contain("IR-2", Ec2.enterStandby(), member);

        assertThat(lowered.release().results())
                .filteredOn(result -> result.step().kind().equals("aws.autoscaling.lower-min-size"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.status()).isEqualTo(StepStatus.KEPT);
                    assertThat(result.message()).contains(member.get(0), "stays at 1", "raised to 2");
                });
        assertThat(group().instances()).extracting(Instance::instanceId).isEqualTo(members);

        assertThat(aside.release().isRestored()).isTrue();
        assertThat(lowered.release().isRestored()).isTrue();
        assertThat(group().minSize()).isEqualTo(2);
        assertThat(group().desiredCapacity()).isEqualTo(2);
        assertThat(group().instances()).extracting(Instance::instanceId).isEqualTo(members);
    }

    @Test
    void leaveAutoScaling_notAMember_hasNoSteps() {
        contain(Ec2.leaveAutoScaling(), members.subList(0, 1));

        List<Step> steps = rehearsal
                .containment()
                .incident("IR-2")
                .contain(Ec2.instance(members.get(0)), Ec2.leaveAutoScaling())
                .plan()
                .plan()
                .steps();

        assertThat(steps).isEmpty();
    }
}
