package dev.firebreak.aws;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.StepResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What a quarantine does that no release takes back: the instance detached from its group, snapshots and an image; and a tag, which one does. */
final class DetachmentExercise extends Exercise {
    private final Scene scene = new Scene(rehearsal);
    private final AutoScalingClient autoScaling = rehearsal.fake.autoScaling();

    DetachmentExercise() {
        scene.joinScalingGroup(autoScaling);
        rehearsal.fake.clearCalls();
    }

    @Override
    ContainmentPlan plan() {
        return containment
                .incident("IR-1")
                .contain(scene.instance(), Ec2.leaveAutoScaling(), Ec2.snapshotVolumes(), Ec2.createImage(), Ec2.tag())
                .plan();
    }

    /** The instance, but for the name of the group, which goes with the membership. */
    @Override
    Object world() {
        Instance instance = instance();
        List<Tag> tags = instance.tags().stream()
                .filter(tag -> !tag.key().equals("aws:autoscaling:groupName"))
                .toList();
        return instance.toBuilder().tags(tags).build();
    }

    @Override
    boolean holds(StepResult result) {
        return switch (result.step().kind()) {
            case "aws.autoscaling.detach-instance" -> isReplacedOnce();
            case "aws.ec2.create-snapshots" -> areVolumesKeptOnce(result.step().id());
            case "aws.ec2.create-image" -> images(result.step().id()).size() == 1;
            case "aws.ec2.tag-instance" ->
                instance().tags().stream().anyMatch(tag -> tag.key().equals("firebreak:incident"));
            default ->
                throw new IllegalArgumentException(
                        "Unknown kind: " + result.step().kind());
        };
    }

    /** Whether the group is as large as before, and another instance is in it. */
    private boolean isReplacedOnce() {
        AutoScalingGroup group =
                autoScaling.describeAutoScalingGroups().autoScalingGroups().get(0);
        return group.desiredCapacity() == 1
                && group.instances().stream()
                        .noneMatch(member -> member.instanceId().equals(scene.id));
    }

    private boolean areVolumesKeptOnce(String step) {
        Set<String> volumes = instance().blockDeviceMappings().stream()
                .map(mapping -> mapping.ebs().volumeId())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> kept = scene.ec2.describeSnapshots(request -> request.ownerIds("self")).snapshots().stream()
                .filter(snapshot -> isMarked(snapshot.tags(), step))
                .map(Snapshot::volumeId)
                .sorted()
                .toList();
        return kept.equals(List.copyOf(volumes));
    }

    private List<Image> images(String step) {
        return scene.ec2.describeImages(request -> request.owners("self")).images().stream()
                .filter(image -> isMarked(image.tags(), step))
                .toList();
    }

    private static boolean isMarked(List<Tag> tags, String step) {
        return tags.stream()
                .anyMatch(
                        tag -> tag.key().equals("firebreak:step") && tag.value().equals(step));
    }

    private Instance instance() {
        return scene.ec2
                .describeInstances(request -> request.instanceIds(scene.id))
                .reservations()
                .get(0)
                .instances()
                .get(0);
    }
}
