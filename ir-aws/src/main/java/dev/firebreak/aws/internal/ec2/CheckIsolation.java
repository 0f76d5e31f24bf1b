package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Effect;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.StepContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Looks whether all interfaces that the instance now has in one VPC are in quarantine, one attached meanwhile among them. */
final class CheckIsolation implements BatchHandler<CheckIsolation.Interfaces> {
    static final String KIND = "aws.ec2.check-isolation";
    private static final String VPC = "vpc";
    private static final String OTHERS = "other-vpcs";

    private final Clients clients;

    CheckIsolation(Clients clients) {
        this.clients = clients;
    }

    /**
     * The instance's interfaces.
     *
     * @param vpcs the VPC of each interface
     * @param groups the security groups of each interface
     */
    record Interfaces(Map<String, String> vpcs, Map<String, List<String>> groups) {}

    static Step step(PlannedInstance instance, String vpc, Set<String> others, Step quarantine, List<Step> faces) {
        Collection<String> ids = faces.stream().map(Step::id).toList();
        return instance.step(KIND, instance.ref())
                .putParameters(VPC, vpc)
                .putParameters(OTHERS, String.join(",", others))
                // Of the phase behind, so that a check that does not hold keeps no credentials waiting.
                .phase(Phase.CREDENTIALS)
                .effect(Effect.READ)
                .addRequires(quarantine.id())
                .addAllRequires(ids)
                .addAllAfter(ids)
                .summary("Check that every interface of " + instance.id() + " in " + vpc + " is in quarantine")
                .addPermissions("ec2:DescribeNetworkInterfaces")
                .calls(1)
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
        Map<String, List<NetworkInterface>> faces = attached(contexts)
                .collect(Collectors.groupingBy(face -> face.attachment().instanceId()));
        return contexts.stream()
                .collect(Collectors.toMap(
                        context -> context.step().id(),
                        context -> interfaces(
                                faces.getOrDefault(context.step().resource().id(), List.of()).stream())));
    }

    @Override
    public Interfaces observe(StepContext context) {
        return interfaces(attached(List.of(context)));
    }

    private Stream<NetworkInterface> attached(List<StepContext> contexts) {
        String[] instances = contexts.stream()
                .map(context -> context.step().resource().id())
                .distinct()
                .toArray(String[]::new);
        return clients
                .ec2(contexts.get(0).step().resource())
                .describeNetworkInterfacesPaginator(
                        request -> request.filters(Marks.filter("attachment.instance-id", instances)))
                .networkInterfaces()
                .stream();
    }

    private static Interfaces interfaces(Stream<NetworkInterface> faces) {
        var vpcs = new TreeMap<String, String>();
        var groups = new TreeMap<String, List<String>>();
        faces.forEach(face -> {
            vpcs.put(face.networkInterfaceId(), face.vpcId());
            groups.put(face.networkInterfaceId(), IsolateInterface.ids(face));
        });
        return new Interfaces(vpcs, groups);
    }

    @Override
    public boolean verify(StepContext context, Interfaces now) {
        Set<String> others = Set.of(context.parameter(OTHERS).split(","));
        String quarantine =
                context.required(QuarantineGroup.KIND, GroupState.class).groupId();
        return now.vpcs().entrySet().stream().allMatch(face -> {
            boolean isolated =
                    new InterfaceGroups(now.groups().getOrDefault(face.getKey(), List.of())).only(quarantine);
            return face.getValue().equals(context.parameter(VPC)) ? isolated : others.contains(face.getValue());
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
