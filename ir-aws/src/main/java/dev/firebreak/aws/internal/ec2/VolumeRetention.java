package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;

/** Makes all EBS volumes of an instance outlive it. */
final class VolumeRetention implements StepHandler<VolumeRetention.Volumes> {
    static final String KIND = "aws.ec2.keep-volumes";

    private final Clients clients;

    VolumeRetention(Clients clients) {
        this.clients = clients;
    }

    /** Whether the volume at each device is deleted together with the instance. */
    record Volumes(Map<String, Boolean> deletedOnTermination) {}

    static Step.Builder step(PlannedInstance instance) {
        return instance.step(KIND, instance.ref())
                .phase(Phase.PROTECTION)
                .summary("Have the volumes of " + instance.id() + " kept when it is terminated")
                .addPermissions("ec2:DescribeInstanceAttribute", "ec2:ModifyInstanceAttribute")
                .calls(3);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Volumes> stateType() {
        return Volumes.class;
    }

    @Override
    public Volumes observe(StepContext context) {
        var flags = new TreeMap<String, Boolean>();
        clients
                .ec2(context.step().resource())
                .describeInstanceAttribute(
                        request -> request.instanceId(context.step().resource().id())
                                .attribute(InstanceAttributeName.BLOCK_DEVICE_MAPPING))
                .blockDeviceMappings()
                .stream()
                .filter(mapping -> mapping.ebs() != null)
                .forEach(
                        mapping -> flags.put(mapping.deviceName(), mapping.ebs().deleteOnTermination()));
        return new Volumes(flags);
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:ModifyInstanceAttribute");
    }

    @Override
    public void apply(StepContext context, Volumes before) {
        set(context, before, false);
    }

    /** Sets the flag of those volumes that had it before. */
    private void set(StepContext context, Volumes before, boolean delete) {
        List<InstanceBlockDeviceMappingSpecification> mappings = before.deletedOnTermination().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(volume -> InstanceBlockDeviceMappingSpecification.builder()
                        .deviceName(volume.getKey())
                        .ebs(ebs -> ebs.deleteOnTermination(delete))
                        .build())
                .toList();
        clients.ec2(context.step().resource())
                .modifyInstanceAttribute(request ->
                        request.instanceId(context.step().resource().id()).blockDeviceMappings(mappings));
    }

    @Override
    public boolean verify(StepContext context, Volumes now) {
        return !now.deletedOnTermination().containsValue(true);
    }

    @Override
    public void revert(StepContext context, Volumes before, Volumes now) {
        set(context, before, true);
    }
}
