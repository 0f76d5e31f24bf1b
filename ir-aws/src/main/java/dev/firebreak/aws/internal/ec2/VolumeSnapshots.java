package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** Takes one crash-consistent set of snapshots of all EBS volumes of an instance. */
final class VolumeSnapshots implements StepHandler<VolumeSnapshots.Snapshots> {
    static final String KIND = "aws.ec2.create-snapshots";
    private static final String VOLUMES = "volumes";

    private final Clients clients;

    VolumeSnapshots(Clients clients) {
        this.clients = clients;
    }

    /** The volume that each snapshot is of. */
    record Snapshots(Map<String, String> volumes) {}

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var instance = new PlannedInstance(target, context, clients);
        List<String> volumes = instance.description().blockDeviceMappings().stream()
                .filter(mapping -> mapping.ebs() != null)
                .map(mapping -> mapping.ebs().volumeId())
                .sorted()
                .toList();
        return volumes.isEmpty() ? List.of() : List.of(step(instance, volumes));
    }

    private static Step step(PlannedInstance instance, List<String> volumes) {
        return instance.step(KIND, instance.ref())
                .putParameters(VOLUMES, String.join(",", volumes))
                .phase(Phase.PERSISTENT_EVIDENCE)
                .effect(Effect.COLLECT)
                .summary("Take snapshots of all volumes of " + instance.id() + " at one moment: "
                        + String.join(", ", volumes))
                .addNotes(
                        "The snapshots are begun, not awaited: EC2 may take hours to complete them",
                        "The snapshots hold no instance store volumes, and stay after a release")
                .addPermissions("ec2:DescribeSnapshots", "ec2:CreateSnapshots", "ec2:CreateTags")
                .calls(3)
                .build();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Snapshots> stateType() {
        return Snapshots.class;
    }

    @Override
    public Snapshots observe(StepContext context) {
        var volumes = new TreeMap<String, String>();
        clients
                .ec2(context.step().resource())
                .describeSnapshotsPaginator(request -> request.ownerIds("self").filters(Marks.madeBy(context)))
                .snapshots()
                .stream()
                .filter(snapshot -> snapshot.state() != SnapshotState.ERROR)
                .forEach(snapshot -> volumes.put(snapshot.snapshotId(), snapshot.volumeId()));
        return new Snapshots(volumes);
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:CreateSnapshots");
    }

    @Override
    public void apply(StepContext context, Snapshots before) {
        String instance = context.step().resource().id();
        clients.ec2SendingOnce(context.step().resource())
                .createSnapshots(request -> request.instanceSpecification(volumes -> volumes.instanceId(instance))
                        .description("Firebreak evidence of " + instance + " for "
                                + context.incident().id())
                        .tagSpecifications(Marks.specification(ResourceType.SNAPSHOT, Marks.of(context))));
    }

    @Override
    public boolean verify(StepContext context, Snapshots now) {
        return now.volumes()
                .values()
                .containsAll(Set.of(context.parameter(VOLUMES).split(",")));
    }

    @Override
    public void revert(StepContext context, Snapshots before, Snapshots now) {
        throw new IllegalStateException("Cannot revert evidence");
    }
}
