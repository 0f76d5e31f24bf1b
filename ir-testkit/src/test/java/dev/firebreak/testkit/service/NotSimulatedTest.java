package dev.firebreak.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionStatus;
import software.amazon.awssdk.services.ssm.model.Target;

/** What AWS can do and the fake cannot is said, and never pretended. */
class NotSimulatedTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder().clock(clock).build();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void startAutomationExecution_runbookOfAws_failsAndSaysHowToGiveItOne() {
        try (SsmClient ssm = fake.configure(SsmClient.builder()).build()) {
            String id = ssm.startAutomationExecution(start -> start.documentName("AWSSupport-ContainEC2Instance")
                            .parameters(Map.of("InstanceId", List.of("i-1"))))
                    .automationExecutionId();
            clock.advance(Duration.ofMinutes(1));
            AutomationExecution ended = ssm.getAutomationExecution(get -> get.automationExecutionId(id))
                    .automationExecution();

            assertThat(ended.automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.FAILED);
            assertThat(ended.failureMessage())
                    .isEqualTo("This fake does not simulate the runbook AWSSupport-ContainEC2Instance"
                            + " (say what it does with SsmAutomations.executor)");
        }
    }

    @Test
    void startAutomationExecution_manyTargets_isRefused() {
        try (SsmClient ssm = fake.configure(SsmClient.builder()).build()) {
            assertThatThrownBy(() -> ssm.startAutomationExecution(start -> start.documentName("AWS-StopEC2Instance")
                            .targetParameterName("InstanceId")
                            .targets(Target.builder()
                                    .key("tag:team")
                                    .values("shop")
                                    .build())
                            .maxConcurrency("10")))
                    .hasMessageContaining("Automations over several targets are not simulated");
        }
    }

    @Test
    void createAutoScalingGroup_instanceRequirements_isRefused() {
        fake.ec2()
                .createLaunchTemplate(make -> make.launchTemplateName("mixed")
                        .launchTemplateData(data -> data.imageId(
                                fake.ec2().describeImages().images().get(0).imageId())));
        var byRequirements = LaunchTemplateOverrides.builder()
                .instanceRequirements(requirements ->
                        requirements.vCpuCount(count -> count.min(1)).memoryMiB(memory -> memory.min(512)))
                .build();

        assertThatThrownBy(() -> fake.autoScaling()
                        .createAutoScalingGroup(make -> make.autoScalingGroupName("mixed")
                                .availabilityZones("eu-west-1a")
                                .minSize(0)
                                .maxSize(1)
                                .mixedInstancesPolicy(policy ->
                                        policy.launchTemplate(template -> template.launchTemplateSpecification(
                                                        specification -> specification.launchTemplateName("mixed"))
                                                .overrides(byRequirements)))))
                .hasMessageContaining("InstanceRequirements are not simulated");
    }
}
