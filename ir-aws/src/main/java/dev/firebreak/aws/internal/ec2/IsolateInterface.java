package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.StepFailedException;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Moves one network interface into the quarantine group, by way of the open one. */
final class IsolateInterface implements StepHandler<InterfaceGroups> {
    static final String KIND = "aws.ec2.isolate-interface";

    private final Clients clients;

    IsolateInterface(Clients clients) {
        this.clients = clients;
    }

    static Step.Builder step(PlannedInstance instance, NetworkInterface face, List<Step> groups) {
        String id = face.networkInterfaceId();
        return instance.step(KIND, instance.ref().sibling("ec2-network-interface", id))
                .phase(Phase.CUT_OFF)
                .addAllRequires(groups.stream().map(Step::id).toList())
                .summary("Move interface " + id + " of " + instance.id() + " from " + String.join(", ", ids(face))
                        + " to the quarantine group of " + face.vpcId())
                .addPermissions("ec2:DescribeNetworkInterfaces", "ec2:ModifyNetworkInterfaceAttribute")
                .calls(4);
    }

    static List<String> ids(NetworkInterface face) {
        return face.groups().stream().map(GroupIdentifier::groupId).toList();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<InterfaceGroups> stateType() {
        return InterfaceGroups.class;
    }

    @Override
    public InterfaceGroups observe(StepContext context) {
        String id = context.step().resource().id();
        NetworkInterface face = clients
                .ec2(context.step().resource())
                .describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
                .networkInterfaces()
                .stream()
                .findFirst()
                .orElseThrow(() -> new StepFailedException("Cannot isolate interface " + id + ": it does not exist"));
        return new InterfaceGroups(ids(face));
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:ModifyNetworkInterfaceAttribute", "ec2:ModifyNetworkInterfaceAttribute");
    }

    @Override
    public void apply(StepContext context, InterfaceGroups before) {
        set(context, List.of(group(context, OpenGroup.KIND)));
        set(context, List.of(group(context, QuarantineGroup.KIND)));
    }

    private void set(StepContext context, List<String> groups) {
        clients.ec2(context.step().resource())
                .modifyNetworkInterfaceAttribute(request -> request.networkInterfaceId(
                                context.step().resource().id())
                        .groups(groups));
    }

    private static String group(StepContext context, String kind) {
        return context.required(kind, GroupState.class).groupId();
    }

    @Override
    public boolean verify(StepContext context, InterfaceGroups now) {
        return now.only(group(context, QuarantineGroup.KIND));
    }

    @Override
    public boolean isOwnWork(StepContext context, InterfaceGroups before, InterfaceGroups now) {
        return verify(context, now) || now.only(group(context, OpenGroup.KIND));
    }

    @Override
    public void revert(StepContext context, InterfaceGroups before, InterfaceGroups now) {
        set(context, before.groups());
    }
}
