package dev.firebreak.testkit.service.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.Refused;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

class AutoScalingServiceTest {
    private static final String GROUP = "web-fleet";
    private static final InstanceSpec WEB = InstanceSpec.named("web").inAutoScalingGroup(GROUP);

    private final FakeAws fake = FakeAws.create();
    private final AutoScalingClient scaling = fake.autoScaling();
    private final Estate estate = Estate.in(fake);
    private final LaunchedInstance member = estate.launch(WEB);

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void createAutoScalingGroup_fromALaunchTemplate_launchesItsMembers() {
        var template = fake.ec2()
                .createLaunchTemplate(request -> request.launchTemplateName("web")
                        .launchTemplateData(data -> data.imageId(fake.ec2()
                                        .describeImages()
                                        .images()
                                        .get(0)
                                        .imageId())
                                .instanceType("t3.micro")
                                .securityGroupIds(estate.group("web"))))
                .launchTemplate();

        scaling.createAutoScalingGroup(request -> request.autoScalingGroupName("fleet")
                .minSize(2)
                .maxSize(3)
                .vpcZoneIdentifier(String.join(",", estate.subnetIds()))
                .launchTemplate(launch -> launch.launchTemplateId(template.launchTemplateId()))
                .tags(Tag.builder()
                        .key("team")
                        .value("shop")
                        .propagateAtLaunch(true)
                        .build()));

        List<Instance> members = group("fleet").instances();
        assertThat(members).extracting(Instance::availabilityZone).containsExactly("eu-west-1a", "eu-west-1b");
        assertThat(estate.describe(members.get(0).instanceId()).tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("aws:autoscaling:groupName=fleet", "team=shop");
    }

    // API_DetachInstances: "If you do not specify the option to decrement, Auto Scaling launches instances to replace"
    @Test
    void detachInstances_withoutDecrement_startsAReplacement() {
        detach(false);

        assertThat(group(GROUP).desiredCapacity()).isEqualTo(1);
        assertThat(group(GROUP).instances())
                .singleElement()
                .satisfies(other -> assertThat(other.instanceId()).isNotEqualTo(member.id()));
        assertThat(estate.describe(member.id()).state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(estate.describe(member.id()).tags())
                .extracting(tag -> tag.key())
                .doesNotContain("aws:autoscaling:groupName");
    }

    @Test
    void detachInstances_decrementBelowMinSize_isRefused() {
        assertThat(Refused.by(() -> detach(true)))
                .isEqualTo("ValidationError: AutoScalingGroup " + GROUP
                        + " has min-size=1, max-size=10, and desired-size=1. To detach 1 instance,"
                        + " please update the AutoScalingGroup sizes appropriately.");
    }

    @Test
    void detachInstances_decrementAndAttachAgain_endsAsItBegan() {
        estate.launch(WEB);
        var before = fake.snapshot();

        detach(true);
        assertThat(group(GROUP).desiredCapacity()).isEqualTo(1);
        scaling.attachInstances(request -> request.autoScalingGroupName(GROUP).instanceIds(member.id()));

        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void detachInstances_notAMember_isRefused() {
        String other = estate.launch(InstanceSpec.named("other")).id();

        assertThat(Refused.by(() -> scaling.detachInstances(request ->
                        request.autoScalingGroupName(GROUP).instanceIds(other).shouldDecrementDesiredCapacity(true))))
                .isEqualTo(
                        "ValidationError: The instance " + other + " is not part of Auto Scaling group " + GROUP + ".");
    }

    // as-enter-exit-standby: the desired capacity after the decrement must not be below the minimum
    @Test
    void enterStandby_decrementBelowMinSize_isRefused() {
        assertThat(Refused.by(() -> standby(true)))
                .startsWith("ValidationError: AutoScalingGroup " + GROUP + " has min-size=1");
    }

    @Test
    void enterStandby_minSizeLowered_standsByUncounted() {
        scaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName(GROUP).minSize(0));

        standby(true);

        assertThat(group(GROUP).desiredCapacity()).isZero();
        assertThat(group(GROUP).instances())
                .singleElement()
                .satisfies(other -> assertThat(other.lifecycleState()).isEqualTo(LifecycleState.STANDBY));
        scaling.exitStandby(request -> request.autoScalingGroupName(GROUP).instanceIds(member.id()));
        assertThat(group(GROUP).desiredCapacity()).isEqualTo(1);
    }

    @Test
    void enterStandby_twice_isRefused() {
        standby(false);

        assertThat(Refused.by(() -> standby(false)))
                .isEqualTo("ValidationError: The instance " + member.id() + " is not in InService.");
    }

    @Test
    void enterStandby_withoutDecrement_startsAReplacement() {
        standby(false);

        assertThat(group(GROUP).instances())
                .extracting(Instance::lifecycleState)
                .containsExactly(LifecycleState.STANDBY, LifecycleState.IN_SERVICE);
    }

    @Test
    void enterStandby_21Instances_isRefused() {
        List<String> many = Collections.nCopies(21, member.id());

        assertThat(Refused.by(() -> scaling.enterStandby(request ->
                        request.autoScalingGroupName(GROUP).instanceIds(many).shouldDecrementDesiredCapacity(false))))
                .startsWith("ValidationError");
    }

    // ec2-auto-scaling-health-checks: a stopped instance is unhealthy, and is terminated and replaced
    @Test
    void stopInstances_ofAMember_hasItTerminatedAndReplaced() {
        fake.ec2()
                .modifyInstanceAttribute(request -> request.instanceId(member.id())
                        .disableApiTermination(
                                AttributeBooleanValue.builder().value(true).build()));

        fake.ec2().stopInstances(request -> request.instanceIds(member.id()));

        assertThat(estate.describe(member.id()).state().name()).isEqualTo(InstanceStateName.TERMINATED);
        assertThat(group(GROUP).instances()).hasSize(1);
    }

    @Test
    void stopInstances_replaceUnhealthySuspended_leavesTheMember() {
        scaling.suspendProcesses(request -> request.autoScalingGroupName(GROUP).scalingProcesses("ReplaceUnhealthy"));

        fake.ec2().stopInstances(request -> request.instanceIds(member.id()));

        assertThat(estate.describe(member.id()).state().name()).isEqualTo(InstanceStateName.STOPPED);
    }

    @Test
    void stopInstances_inStandby_leavesTheMember() {
        standby(false);

        fake.ec2().stopInstances(request -> request.instanceIds(member.id()));

        assertThat(estate.describe(member.id()).state().name()).isEqualTo(InstanceStateName.STOPPED);
    }

    @Test
    void setDesiredCapacity_lower_keepsTheProtectedMember() {
        LaunchedInstance other = estate.launch(WEB);
        scaling.setInstanceProtection(request ->
                request.autoScalingGroupName(GROUP).instanceIds(member.id()).protectedFromScaleIn(true));

        scaling.setDesiredCapacity(
                request -> request.autoScalingGroupName(GROUP).desiredCapacity(1));

        assertThat(group(GROUP).instances()).extracting(Instance::instanceId).containsExactly(member.id());
        assertThat(estate.describe(other.id()).state().name()).isEqualTo(InstanceStateName.TERMINATED);
    }

    @Test
    void attachInstances_overMaxSize_isRefused() {
        scaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName(GROUP).maxSize(1));
        String other = estate.launch(InstanceSpec.named("other")).id();

        assertThat(Refused.by(() -> scaling.attachInstances(
                        request -> request.autoScalingGroupName(GROUP).instanceIds(other))))
                .startsWith("ValidationError");
    }

    @Test
    void terminateInstanceInAutoScalingGroup_decrementAtMinSize_isRefused() {
        assertThat(Refused.by(() -> scaling.terminateInstanceInAutoScalingGroup(
                        request -> request.instanceId(member.id()).shouldDecrementDesiredCapacity(true))))
                .startsWith("ValidationError: Currently, desiredSize equals minSize (1).");
    }

    @Test
    void describeAutoScalingInstances_member_namesItsGroup() {
        var found = scaling.describeAutoScalingInstances(request -> request.instanceIds(member.id()))
                .autoScalingInstances();

        assertThat(found).singleElement().satisfies(details -> {
            assertThat(details.autoScalingGroupName()).isEqualTo(GROUP);
            assertThat(details.lifecycleState()).isEqualTo("InService");
        });
    }

    @Test
    void deleteAutoScalingGroup_withMembers_isRefused() {
        assertThat(Refused.by(() -> scaling.deleteAutoScalingGroup(request -> request.autoScalingGroupName(GROUP))))
                .startsWith("ResourceInUse");
    }

    private void detach(boolean decrement) {
        scaling.detachInstances(request ->
                request.autoScalingGroupName(GROUP).instanceIds(member.id()).shouldDecrementDesiredCapacity(decrement));
    }

    private void standby(boolean decrement) {
        scaling.enterStandby(request ->
                request.autoScalingGroupName(GROUP).instanceIds(member.id()).shouldDecrementDesiredCapacity(decrement));
    }

    private AutoScalingGroup group(String name) {
        return scaling.describeAutoScalingGroups(request -> request.autoScalingGroupNames(name))
                .autoScalingGroups()
                .get(0);
    }
}
