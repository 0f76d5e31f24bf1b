package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

/** Makes a shutdown from inside an instance stop it, not terminate it. */
final class ShutdownBehavior implements StepHandler<ShutdownBehavior.Behavior> {
    static final String KIND = "aws.ec2.stop-on-shutdown";
    private static final String STOP = "stop";

    private final Clients clients;

    ShutdownBehavior(Clients clients) {
        this.clients = clients;
    }

    /** What a shutdown from inside does: {@code stop} or {@code terminate}. */
    record Behavior(String onShutdown) {}

    static Step.Builder step(PlannedInstance instance) {
        return instance.step(KIND, instance.ref())
                .phase(Phase.PROTECTION)
                .summary("Have a shutdown from inside " + instance.id() + " stop it, not terminate it")
                .addPermissions("ec2:DescribeInstanceAttribute", "ec2:ModifyInstanceAttribute")
                .calls(3);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Behavior> stateType() {
        return Behavior.class;
    }

    @Override
    public Behavior observe(StepContext context) {
        return new Behavior(clients.ec2(context.step().resource())
                .describeInstanceAttribute(
                        request -> request.instanceId(context.step().resource().id())
                                .attribute(InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR))
                .instanceInitiatedShutdownBehavior()
                .value());
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:ModifyInstanceAttribute");
    }

    @Override
    public void apply(StepContext context, Behavior before) {
        set(context, STOP);
    }

    private void set(StepContext context, String behavior) {
        clients.ec2(context.step().resource())
                .modifyInstanceAttribute(
                        request -> request.instanceId(context.step().resource().id())
                                .instanceInitiatedShutdownBehavior(value -> value.value(behavior)));
    }

    @Override
    public boolean verify(StepContext context, Behavior now) {
        return now.onShutdown().equals(STOP);
    }

    @Override
    public void revert(StepContext context, Behavior before, Behavior now) {
        set(context, before.onShutdown());
    }
}
