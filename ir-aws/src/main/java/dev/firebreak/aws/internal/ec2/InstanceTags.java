package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.aws.internal.PeerReads;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** Marks instances with the incident. */
final class InstanceTags implements BatchHandler<InstanceTags.Values> {
    static final String KIND = "aws.ec2.tag-instance";

    private static final String[] KEYS = {Marks.INCIDENT, Marks.TIME};

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

    /** As many resources as CreateTags takes. */
    @Override
    public int batchSize() {
        return 1_000;
    }

    @Override
    public Values observe(StepContext context) {
        String id = context.step().resource().id();
        return values(read(context, List.of(id)).getOrDefault(id, List.of()));
    }

    @Override
    public Map<String, Values> observeAll(List<StepContext> contexts) {
        StepContext first = contexts.get(0);
        Map<String, List<TagDescription>> read = PeerReads.inParts(ids(contexts), part -> read(first, part));
        return contexts.stream()
                .collect(Collectors.toMap(
                        context -> context.step().id(),
                        context -> values(
                                read.getOrDefault(context.step().resource().id(), List.of()))));
    }

    private Map<String, List<TagDescription>> read(StepContext place, List<String> ids) {
        return ec2(place)
                .describeTagsPaginator(request -> request.filters(
                        Marks.filter("resource-id", ids.toArray(String[]::new)), Marks.filter("key", KEYS)))
                .tags()
                .stream()
                .collect(Collectors.groupingBy(TagDescription::resourceId));
    }

    private static Values values(List<TagDescription> tags) {
        return new Values(tags.stream()
                .collect(Collectors.toMap(
                        TagDescription::key, TagDescription::value, (one, same) -> same, TreeMap::new)));
    }

    private static List<String> ids(Collection<StepContext> contexts) {
        return contexts.stream().map(context -> context.step().resource().id()).toList();
    }

    @Override
    public Cost cost() {
        return Cost.NONE.together("ec2:CreateTags");
    }

    @Override
    public void apply(StepContext context, Values before) {
        set(List.of(context), Marks.of(context.incident(), context.clock()));
    }

    @Override
    public Map<String, RuntimeException> applyAll(Map<StepContext, Values> before) {
        StepContext first = before.keySet().iterator().next();
        Map<String, String> marks = Marks.of(first.incident(), first.clock());
        return before.size() > 1 && Failures.isAccepted(() -> set(before.keySet(), marks))
                ? Map.of()
                : BatchHandler.super.applyAll(before);
    }

    private void set(Collection<StepContext> contexts, Map<String, String> tags) {
        ec2(contexts.iterator().next())
                .createTags(request -> request.resources(ids(contexts)).tags(Marks.tags(tags)));
    }

    @Override
    public boolean verify(StepContext context, Values now) {
        return context.incident().id().equals(now.tags().get(Marks.INCIDENT));
    }

    @Override
    public void revert(StepContext context, Values before, Values now) {
        if (!before.tags().isEmpty()) {
            set(List.of(context), before.tags());
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
