package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

/** Makes EC2 refuse to terminate an instance through its API. */
final class TerminationProtection implements StepHandler<TerminationProtection.Protection> {
    static final String KIND = "aws.ec2.protect-termination";

    private final Clients clients;

    TerminationProtection(Clients clients) {
        this.clients = clients;
    }

    /** Whether the API refuses to terminate the instance. */
    record Protection(boolean enabled) {}

    static Step.Builder step(PlannedInstance instance) {
        return instance.step(KIND, instance.ref())
                .phase(Phase.PROTECTION)
                .summary("Protect " + instance.id() + " from termination through the API")
                .addPermissions("ec2:DescribeInstanceAttribute", "ec2:ModifyInstanceAttribute")
                .calls(3);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Protection> stateType() {
        return Protection.class;
    }

    @Override
    public Protection observe(StepContext context) {
        return new Protection(clients.ec2(context.step().resource())
                .describeInstanceAttribute(
                        request -> request.instanceId(context.step().resource().id())
                                .attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                .disableApiTermination()
                .value());
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:ModifyInstanceAttribute");
    }

    @Override
    public void apply(StepContext context, Protection before) {
        set(context, true);
    }

    private void set(StepContext context, boolean enabled) {
        clients.ec2(context.step().resource())
                .modifyInstanceAttribute(
                        request -> request.instanceId(context.step().resource().id())
                                .disableApiTermination(flag -> flag.value(enabled)));
    }

    @Override
    public boolean verify(StepContext context, Protection now) {
        return now.enabled();
    }

    @Override
    public void revert(StepContext context, Protection before, Protection now) {
        set(context, before.enabled());
    }
}
