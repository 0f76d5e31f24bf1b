package dev.firebreak.aws.internal.ec2;

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
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Marks an instance with the incident. */
final class InstanceTags implements StepHandler<InstanceTags.Values> {
    static final String KIND = "aws.ec2.tag-instance";

    private final Clients clients;

    InstanceTags(Clients clients) {
        this.clients = clients;
    }

    /** Those of our tags that the instance has. */
    record Values(Map<String, String> tags) {}

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var instance = new PlannedInstance(target, context, clients);
        instance.description();
        return List.of(instance.step(KIND, instance.ref())
                .phase(Phase.TAGS)
                .summary("Mark " + instance.id() + " with " + Marks.INCIDENT + "="
                        + context.incident().id())
                .addPermissions("ec2:DescribeTags", "ec2:CreateTags", "ec2:DeleteTags")
                .calls(3)
                .build());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Values> stateType() {
        return Values.class;
    }

    @Override
    public Values observe(StepContext context) {
        var tags = new TreeMap<String, String>();
        ec2(context)
                .describeTagsPaginator(request -> request.filters(
                        Marks.filter("resource-id", context.step().resource().id()),
                        Marks.filter("key", Marks.INCIDENT, Marks.STEP, Marks.TIME)))
                .tags()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return new Values(tags);
    }

    @Override
    public Cost cost() {
        return Cost.each("ec2:CreateTags");
    }

    @Override
    public void apply(StepContext context, Values before) {
        set(context, Marks.of(context));
    }

    private void set(StepContext context, Map<String, String> tags) {
        ec2(context)
                .createTags(request ->
                        request.resources(context.step().resource().id()).tags(Marks.tags(tags)));
    }

    @Override
    public boolean verify(StepContext context, Values now) {
        return context.incident().id().equals(now.tags().get(Marks.INCIDENT))
                && context.step().id().equals(now.tags().get(Marks.STEP));
    }

    @Override
    public void revert(StepContext context, Values before, Values now) {
        if (!before.tags().isEmpty()) {
            set(context, before.tags());
        }
        List<Tag> added = now.tags().keySet().stream()
                .filter(key -> !before.tags().containsKey(key))
                .map(key -> Tag.builder().key(key).build())
                .toList();
        if (!added.isEmpty()) {
            ec2(context)
                    .deleteTags(request ->
                            request.resources(context.step().resource().id()).tags(added));
        }
    }

    private Ec2Client ec2(StepContext context) {
        return clients.ec2(context.step().resource());
    }
}
