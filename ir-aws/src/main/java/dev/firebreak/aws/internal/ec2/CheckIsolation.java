package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.aws.internal.ec2.InterfaceReads.Found;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.StepContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Looks whether all interfaces that the instance now has in one VPC are in quarantine, one attached meanwhile among them. */
final class CheckIsolation implements BatchHandler<CheckIsolation.Interfaces> {
    static final String KIND = "aws.ec2.check-isolation";
    private static final String VPC = "vpc";
    private static final String OTHERS = "other-vpcs";

    private final InterfaceReads reads;

    CheckIsolation(Clients clients) {
        this.reads = new InterfaceReads(clients);
    }

    /**
     * The instance's interfaces.
     *
     * @param vpcs the VPC of each interface
     * @param groups the security groups of each interface
     */
    record Interfaces(Map<String, String> vpcs, Map<String, InterfaceGroups> groups) {}

    static Step step(PlannedInstance instance, String vpc, Set<String> others, List<Step> faces) {
        Collection<String> ids = faces.stream().map(Step::id).toList();
        return instance.step(KIND, instance.ref())
                .putParameters(VPC, vpc)
                .putParameters(OTHERS, String.join(",", others))
                // Of the phase behind, so that a check that does not hold keeps no credentials waiting.
                .phase(Phase.CREDENTIALS)
                .effect(Effect.READ)
                .addAllRequires(ids)
                .addAllAfter(ids)
                .summary("Check that every interface of " + instance.id() + " in " + vpc + " is in quarantine")
                .addPermissions("ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups")
                .calls(2)
                .build();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Interfaces> stateType() {
        return Interfaces.class;
    }

    /** As many values as a filter of EC2 takes. */
    @Override
    public int batchSize() {
        return 200;
    }

    @Override
    public Map<String, Interfaces> observeAll(List<StepContext> contexts) {
        List<String> instances =
                contexts.stream().map(CheckIsolation::instance).distinct().toList();
        Found found = reads.where(contexts.get(0), "attachment.instance-id", instances);
        Map<String, List<NetworkInterface>> faces = found.interfaces().stream()
                .collect(Collectors.groupingBy(face -> face.attachment().instanceId()));
        return contexts.stream()
                .collect(Collectors.toMap(
                        context -> context.step().id(),
                        context -> interfaces(faces.getOrDefault(instance(context), List.of()), found)));
    }

    @Override
    public Interfaces observe(StepContext context) {
        Found found = reads.where(context, "attachment.instance-id", List.of(instance(context)));
        return interfaces(found.interfaces(), found);
    }

    private static String instance(StepContext context) {
        return context.step().resource().id();
    }

    private static Interfaces interfaces(List<NetworkInterface> faces, Found found) {
        var vpcs = new TreeMap<String, String>();
        var groups = new TreeMap<String, InterfaceGroups>();
        faces.forEach(face -> {
            vpcs.put(face.networkInterfaceId(), face.vpcId());
            groups.put(face.networkInterfaceId(), found.groups(face));
        });
        return new Interfaces(vpcs, groups);
    }

    @Override
    public boolean verify(StepContext context, Interfaces now) {
        Set<String> others = Set.of(context.parameter(OTHERS).split(","));
        return now.groups().entrySet().stream().allMatch(face -> {
            String vpc = now.vpcs().getOrDefault(face.getKey(), "");
            return vpc.equals(context.parameter(VPC)) ? face.getValue().isClosed() : others.contains(vpc);
        });
    }

    @Override
    public void apply(StepContext context, Interfaces before) {
        throw new IllegalStateException("Cannot apply a check");
    }

    @Override
    public void revert(StepContext context, Interfaces before, Interfaces now) {
        throw new IllegalStateException("Cannot revert a check");
    }
}
