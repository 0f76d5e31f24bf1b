package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.StepFailedException;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.aws.internal.StillNeededException;
import dev.firebreak.aws.internal.ec2.InterfaceGroups.Quarantine;
import dev.firebreak.aws.internal.ec2.InterfaceReads.Found;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Moves network interfaces into quarantine, in waves. */
final class IsolateInterface implements BatchHandler<InterfaceGroups> {
    static final String KIND = "aws.ec2.isolate-interface";
    static final String VPC = "vpc";
    private static final Cost COST = Cost.each("ec2:ModifyNetworkInterfaceAttribute")
            .together("ec2:CreateSecurityGroup", "ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules");

    private final InterfaceReads reads;
    private final Groups groups;
    private final Waves waves;

    IsolateInterface(Clients clients) {
        this.reads = new InterfaceReads(clients);
        this.groups = new Groups(clients);
        this.waves = new Waves(clients, groups, COST);
    }

    static Step.Builder step(PlannedInstance instance, NetworkInterface face) {
        String id = face.networkInterfaceId();
        return instance.step(KIND, instance.ref().sibling("ec2-network-interface", id))
                .putParameters(VPC, face.vpcId())
                .phase(Phase.CUT_OFF)
                .summary("Move interface " + id + " of " + instance.id() + " from "
                        + String.join(", ", InterfaceGroups.ids(face)) + " into quarantine in " + face.vpcId())
                .addPermissions(
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSecurityGroups",
                        "ec2:CreateSecurityGroup",
                        "ec2:CreateTags",
                        "ec2:AuthorizeSecurityGroupIngress",
                        "ec2:ModifyNetworkInterfaceAttribute",
                        "ec2:DescribeSecurityGroupRules",
                        "ec2:ModifySecurityGroupRules")
                .calls(9);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<InterfaceGroups> stateType() {
        return InterfaceGroups.class;
    }

    /** As many values as a filter of EC2 takes. */
    @Override
    public int batchSize() {
        return 200;
    }

    @Override
    public String batch(Step step) {
        return step.parameters().getOrDefault(VPC, "");
    }

    /**
     * As long as the quota takes for eight interfaces, so that a wave, and its group, is worth its while: the 5,000 interfaces that a
     * Region may have make 613 groups, of 2,500.
     */
    @Override
    public Duration spacing() {
        return Duration.ofMillis(1_600);
    }

    @Override
    public Cost cost() {
        return COST;
    }

    @Override
    public Map<String, InterfaceGroups> observeAll(List<StepContext> contexts) {
        List<String> faces = contexts.stream().map(IsolateInterface::face).toList();
        Found found = reads.where(contexts.get(0), "network-interface-id", faces);
        Map<String, InterfaceGroups> groups = found.interfaces().stream()
                .collect(Collectors.toMap(NetworkInterface::networkInterfaceId, found::groups, (one, same) -> same));
        var states = new HashMap<String, InterfaceGroups>();
        for (StepContext context : contexts) {
            InterfaceGroups state = groups.get(face(context));
            if (state != null) {
                states.put(context.step().id(), state);
            }
        }
        return states;
    }

    @Override
    public InterfaceGroups observe(StepContext context) {
        Found found = reads.where(context, "network-interface-id", List.of(face(context)));
        return found.interfaces().stream()
                .findFirst()
                .map(found::groups)
                .orElseThrow(() ->
                        new StepFailedException("Cannot isolate interface " + face(context) + ": it does not exist"));
    }

    @Override
    public void apply(StepContext context, InterfaceGroups before) {
        waves.cutOff(Map.of(context, before)).values().stream().findFirst().ifPresent(e -> {
            throw e;
        });
    }

    @Override
    public Map<String, RuntimeException> applyAll(Map<StepContext, InterfaceGroups> before) {
        var failures = new HashMap<String, RuntimeException>();
        waves.cutOff(before).forEach((member, e) -> failures.put(member.step().id(), e));
        return failures;
    }

    @Override
    public boolean verify(StepContext context, InterfaceGroups now) {
        return now.isClosed();
    }

    @Override
    public boolean isOwnWork(StepContext context, InterfaceGroups before, InterfaceGroups now) {
        return now.quarantine() != Quarantine.NONE;
    }

    /** Who was found in the open group of a run that had died is back when that run's release has taken them out. */
    @Override
    public boolean isBack(InterfaceGroups before, InterfaceGroups now) {
        boolean takenOut = before.quarantine() == Quarantine.OPEN && now.quarantine() == Quarantine.NONE;
        return takenOut || now.equals(before);
    }

    @Override
    public void revert(StepContext context, InterfaceGroups before, InterfaceGroups now) {
        if (before.quarantine() == Quarantine.OPEN) {
            throw new StillNeededException("Interface " + face(context) + " was in quarantine in "
                    + before.groups().get(0)
                    + ", which somebody had opened; it stays in the quarantine that it is in now");
        }
        groups.move(context, face(context), before.groups());
    }

    private static String face(StepContext context) {
        return context.step().resource().id();
    }
}
