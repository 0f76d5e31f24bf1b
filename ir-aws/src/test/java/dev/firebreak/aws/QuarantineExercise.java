package dev.firebreak.aws;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.StepResult;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingInstanceDetails;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The quarantine of an instance with two interfaces, a role, and a place in an Auto Scaling group. */
final class QuarantineExercise extends Exercise {
    private final Scene scene = new Scene(rehearsal);
    private final AutoScalingClient autoScaling = rehearsal.fake.autoScaling();

    QuarantineExercise() {
        scene.joinScalingGroup(autoScaling);
        autoScaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName("web").minSize(1));
        scene.ec2.modifyInstanceAttribute(request -> request.instanceId(scene.id)
                .instanceInitiatedShutdownBehavior(behavior -> behavior.value("terminate")));
        rehearsal.fake.clearCalls();
    }

    @Override
    ContainmentPlan plan() {
        return containment
                .incident("IR-1")
                .contain(scene.instance(), Ec2.quarantine().withStandby().withoutEvidence())
                .plan();
    }

    @Override
    Object world() {
        return OneQuarantine.of(rehearsal.fake.snapshot());
    }

    @Override
    boolean holds(StepResult result) {
        String resource = result.step().resource().id();
        return switch (result.step().kind()) {
            // It says nothing of the world.
            case "aws.ec2.quarantine-groups" -> result.status().succeeded();
            case "aws.ec2.isolate-interface" -> isIsolated(resource);
            case "aws.ec2.check-isolation" -> scene.groups().keySet().stream().allMatch(this::isIsolated);
            case "aws.ec2.protect-termination" ->
                scene.ec2
                        .describeInstanceAttribute(request ->
                                request.instanceId(scene.id).attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                        .disableApiTermination()
                        .value();
            case "aws.ec2.stop-on-shutdown" ->
                scene.ec2
                        .describeInstanceAttribute(request -> request.instanceId(scene.id)
                                .attribute(InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR))
                        .instanceInitiatedShutdownBehavior()
                        .value()
                        .equals("stop");
            case "aws.ec2.keep-volumes" ->
                instance().blockDeviceMappings().stream()
                        .noneMatch(mapping -> mapping.ebs().deleteOnTermination());
            case "aws.ec2.tag-instance" ->
                instance().tags().stream()
                        .anyMatch(tag -> tag.key().equals("firebreak:incident")
                                && tag.value().equals("IR-1"));
            case "aws.ec2.remove-instance-profile" -> instance().iamInstanceProfile() == null;
            case "aws.iam.revoke-role-sessions" -> isRoleRevoked();
            case "aws.autoscaling.enter-standby" -> isInStandby();
            case "aws.autoscaling.lower-min-size" ->
                autoScaling
                                .describeAutoScalingGroups()
                                .autoScalingGroups()
                                .get(0)
                                .minSize()
                        == 0;
            default ->
                throw new IllegalArgumentException(
                        "Unknown kind: " + result.step().kind());
        };
    }

    private Instance instance() {
        return scene.ec2
                .describeInstances(request -> request.instanceIds(scene.id))
                .reservations()
                .get(0)
                .instances()
                .get(0);
    }

    private boolean isIsolated(String face) {
        List<String> groups = scene.groups().getOrDefault(face, List.of());
        return scene.quarantineGroups().stream()
                .filter(scene::isClosed)
                .map(SecurityGroup::groupId)
                .anyMatch(group -> groups.equals(List.of(group)));
    }

    private boolean isRoleRevoked() {
        try {
            return rehearsal
                    .fake
                    .iam()
                    .getRolePolicy(
                            request -> request.roleName("web-role").policyName("FirebreakRevokeOlderSessions-IR-1"))
                    .policyDocument()
                    .contains("Deny");
        } catch (NoSuchEntityException none) {
            return false;
        }
    }

    private boolean isInStandby() {
        return autoScaling
                .describeAutoScalingInstances(request -> request.instanceIds(scene.id))
                .autoScalingInstances()
                .stream()
                .map(AutoScalingInstanceDetails::lifecycleState)
                .allMatch(Set.of("Standby", "EnteringStandby")::contains);
    }
}
