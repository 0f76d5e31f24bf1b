package dev.firebreak.aws;

import dev.firebreak.Action;
import dev.firebreak.aws.internal.autoscaling.AutoScalingSteps;
import dev.firebreak.aws.internal.ec2.Ec2Steps;
import dev.firebreak.aws.internal.evidence.InstanceEvidence;
import dev.firebreak.aws.internal.search.InstanceSearch;
import dev.firebreak.evidence.EvidenceRequest;

/**
 * EC2 instances, and what to do to them. Meant for static import.
 *
 * <p>All actions may be planned together and in any order; the plan puts their steps in the right one. Errors of planning are
 * {@link dev.firebreak.PlanRejectedException}s: no such instance, one that is terminated, a read that is not permitted.
 */
public final class Ec2 {
    private Ec2() {}

    /**
     * An instance in the provider's account and Region.
     *
     * @throws IllegalArgumentException when the id is not {@code i-} and 8 or 17 hexadecimal digits
     */
    public static Ec2Instance instance(String id) {
        return new Ec2Instance(id, null, null);
    }

    /**
     * The instances that carry this tag, both letter by letter: {@code *} and {@code ?} stand for themselves.
     *
     * @throws IllegalArgumentException when the key is empty or longer than 128 characters, or the value longer than 256
     */
    public static Ec2Instances instancesTagged(String key, String value) {
        return new Ec2Instances(InstanceSearch.tagged(AwsNames.tagKey(key), AwsNames.tagValue(value)));
    }

    /**
     * The members of an Auto Scaling group, those in standby included; not those of its warm pool. A plan is rejected when there is
     * no such group.
     *
     * @throws IllegalArgumentException when the name is empty or longer than 255 characters
     */
    public static Ec2Instances instancesInAutoScalingGroup(String name) {
        return new Ec2Instances(InstanceSearch.inAutoScalingGroup(AwsNames.autoScalingGroup(name)));
    }

    /**
     * The instances with at least one network interface in a VPC.
     *
     * @throws IllegalArgumentException when the id is not {@code vpc-} and 8 or 17 hexadecimal digits
     */
    public static Ec2Instances instancesInVpc(String id) {
        return new Ec2Instances(InstanceSearch.inVpc(AwsNames.vpc(id)));
    }

    /**
     * The instances with this instance profile, whatever its path.
     *
     * @throws IllegalArgumentException when it is not the name of an instance profile
     */
    public static Ec2Instances instancesWithProfile(String name) {
        return new Ec2Instances(InstanceSearch.withProfile(AwsNames.instanceProfile(name)));
    }

    /**
     * The instances launched from a machine image.
     *
     * @throws IllegalArgumentException when the id is not {@code ami-} and 8 or 17 hexadecimal digits
     */
    public static Ec2Instances instancesFromImage(String id) {
        return new Ec2Instances(InstanceSearch.fromImage(AwsNames.image(id)));
    }

    /** Everything below, in the right order. */
    public static Quarantine quarantine() {
        return Quarantine.complete();
    }

    /**
     * Cuts the instance off from the network, connections that are open now included.
     *
     * <p>Every network interface passes through a temporary security group that lets everything through, which makes its connections
     * untracked, into the one quarantine group of its VPC, which lets nothing through, in IPv4 and IPv6 (EC2 User Guide, "Security
     * group connection tracking"). A last step checks that no interface was attached meanwhile. A release gives each interface
     * exactly the groups that it had.
     */
    public static Action<Ec2Instance> isolateNetwork() {
        return AwsProvider.action(Ec2Steps::isolateNetwork);
    }

    /**
     * Takes the instance out of its Auto Scaling group, which starts another instance in its place. Cannot be taken back; {@link
     * #enterStandby} can. Nothing to do for an instance that is in no group.
     */
    public static Action<Ec2Instance> leaveAutoScaling() {
        return AwsProvider.action(AutoScalingSteps::leaveAutoScaling);
    }

    /**
     * Sets the instance aside in its Auto Scaling group, which then neither replaces nor terminates it, and runs with one instance
     * less. The group's minimum size is lowered where it would forbid that. A release takes both back.
     */
    public static Action<Ec2Instance> enterStandby() {
        return AwsProvider.action(AutoScalingSteps::enterStandby);
    }

    /**
     * Takes the instance profile off and denies everything to the sessions that the role has issued so far, wherever they are used
     * (IAM User Guide, "Revoke IAM role temporary security credentials"). Other instances with the same profile get new sessions by
     * themselves. Nothing to do for an instance without a profile; of service-linked roles and those of IAM Identity Center only the
     * profile can be taken off.
     */
    public static Action<Ec2Instance> revokeInstanceRole() {
        return AwsProvider.action(Ec2Steps::revokeInstanceRole);
    }

    /**
     * Keeps the instance and its volumes from being lost: refuses termination through the API, makes a shutdown from inside stop the
     * instance, and keeps its EBS volumes when it is terminated after all.
     */
    public static Action<Ec2Instance> protectFromTermination() {
        return AwsProvider.action(Ec2Steps::protectFromTermination);
    }

    /**
     * Takes snapshots of all EBS volumes at one moment, the root volume included. They stay after a release, and are taken once per
     * incident and set of volumes.
     */
    public static Action<Ec2Instance> snapshotVolumes() {
        return AwsProvider.action(Ec2Steps::snapshotVolumes);
    }

    /** Makes a machine image, without a reboot. It stays after a release, and is made once per incident. */
    public static Action<Ec2Instance> createImage() {
        return AwsProvider.action(Ec2Steps::createImage);
    }

    /** Sets the tags {@code firebreak:incident} and {@code firebreak:time}. */
    public static Action<Ec2Instance> tag() {
        return AwsProvider.action(Ec2Steps::tag);
    }

    /**
     * Evidence: everything that can be described about the instance, as one JSON document: its interfaces, groups and their rules, subnets,
     * routes, network ACLs, volumes, user data and tags, its profile, and the role's policies with their documents. What a missing
     * permission hides is marked as unavailable.
     */
    public static EvidenceRequest<Ec2Instance> instanceRecord() {
        return InstanceEvidence::record;
    }

    /** Evidence: what the instance last wrote to its serial console, at most 64 KiB. */
    public static EvidenceRequest<Ec2Instance> consoleOutput() {
        return InstanceEvidence::console;
    }

    /** Evidence: snapshots of all EBS volumes at one moment, as {@link #snapshotVolumes} takes them, and what EC2 says of them. */
    public static EvidenceRequest<Ec2Instance> volumeSnapshots() {
        return (target, context) -> InstanceEvidence.snapshots(target, context, snapshotVolumes());
    }

    /** Evidence: a machine image, as {@link #createImage} makes it, and what EC2 says of it. */
    public static EvidenceRequest<Ec2Instance> machineImage() {
        return (target, context) -> InstanceEvidence.image(target, context, createImage());
    }
}
