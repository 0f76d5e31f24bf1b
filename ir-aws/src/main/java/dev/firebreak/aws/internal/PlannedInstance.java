package dev.firebreak.aws.internal;

import dev.firebreak.Action;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.PlanContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;

/** An instance while it is planned for: each read is made once per plan. */
public final class PlannedInstance {
    private static final Set<InstanceStateName> GONE =
            Set.of(InstanceStateName.TERMINATED, InstanceStateName.SHUTTING_DOWN);

    private final Target target;
    private final TargetRef ref;
    private final PlanContext context;
    private final Clients clients;

    public PlannedInstance(Target target, PlanContext context, Clients clients) {
        this.target = target;
        this.ref = context.resolve(target);
        this.context = context;
        this.clients = clients;
    }

    public TargetRef ref() {
        return ref;
    }

    public String id() {
        return ref.id();
    }

    public PlanContext context() {
        return context;
    }

    public Clients clients() {
        return clients;
    }

    /** What DescribeInstances says. */
    public Instance description() {
        Instance instance =
                new Instances(clients).find(ref, context).orElseThrow(() -> rejected("there is no such instance"));
        InstanceStateName state = instance.state().name();
        if (GONE.contains(state)) {
            throw rejected("it is " + state + ", so there is nothing left to contain");
        }
        return instance;
    }

    /** The interfaces, sorted by id. */
    public List<NetworkInterface> interfaces() {
        return new Instances(clients).interfaces(ref, context);
    }

    /** The value of one of the instance's tags. */
    public Optional<String> tag(String key) {
        return description().tags().stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }

    /** Makes reads side by side; each must keep what it reads with {@link PlanContext#once}. */
    public void sideBySide(Runnable... reads) {
        List<Action<Target>> actions = Stream.of(reads)
                .<Action<Target>>map(read -> (same, planning) -> {
                    read.run();
                    return List.of();
                })
                .toList();
        context.plan(target, actions);
    }

    /** A builder for a step for this instance on a resource. */
    public Step.Builder step(String kind, TargetRef resource) {
        return Step.builder(kind, resource).target(ref);
    }

    /** Says that nothing can be planned for the instance. */
    public PlanRejectedException rejected(String reason) {
        return new PlanRejectedException("Cannot plan for instance " + id() + ": " + reason + " (account "
                + ref.account() + ", Region " + ref.region() + ")");
    }
}
