package dev.firebreak.testkit.world.autoscaling;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ResourceJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;

/** The Auto Scaling groups of one account in one Region. */
public final class AutoScalingState {
    private final NavigableMap<String, ScalingGroup> groups = new TreeMap<>();
    private final Map<String, LaunchConfiguration> launchConfigurations = new TreeMap<>();
    private final Map<String, String> groupOfInstance = new HashMap<>();
    private Runnable upkeep = () -> {};
    private final PriorityQueue<Look> looks = new PriorityQueue<>(Comparator.comparing(Look::at));

    /** Nothing yet. */
    public AutoScalingState() {}

    /** The groups by name. */
    public NavigableMap<String, ScalingGroup> groups() {
        return groups;
    }

    /** The launch configurations by name. */
    public Map<String, LaunchConfiguration> launchConfigurations() {
        return launchConfigurations;
    }

    /** The group that an instance is a member of. */
    public Optional<ScalingGroup> groupOf(String instanceId) {
        return Optional.ofNullable(groupOfInstance.get(instanceId)).map(groups::get);
    }

    /** Makes an instance a member of a group. */
    public void join(ScalingGroup group, Instance member) {
        group.put(member);
        groupOfInstance.put(member.instanceId(), group.name());
    }

    /** Takes an instance out of its group. */
    public void leave(ScalingGroup group, String instanceId) {
        group.remove(instanceId);
        groupOfInstance.remove(instanceId);
    }

    /** What Auto Scaling does by itself, run before each call to EC2: it replaces members that are not running. */
    public Runnable upkeep() {
        return upkeep;
    }

    /** Sets what Auto Scaling does by itself. If not set, nothing. */
    public void upkeep(Runnable value) {
        upkeep = value;
    }

    /** Has the group of an instance, if it has one, looked after now and again at a time. */
    public void look(String instanceId, Instant again) {
        String group = groupOfInstance.get(instanceId);
        if (group != null) {
            looks.add(new Look(group, Instant.MIN));
            looks.add(new Look(group, again));
        }
    }

    /** Has a group looked after at a time. */
    public void look(ScalingGroup group, Instant at) {
        looks.add(new Look(group.name(), at));
    }

    /** The groups to be looked after by now, each once; they are not given again. */
    public Collection<ScalingGroup> due(Instant now) {
        var due = new LinkedHashSet<ScalingGroup>();
        while (!looks.isEmpty() && !looks.peek().at().isAfter(now)) {
            ScalingGroup group = groups.get(looks.remove().group());
            if (group != null) {
                due.add(group);
            }
        }
        return due;
    }

    private record Look(String group, Instant at) {}

    /** All state as comparable JSON; see {@link Region#snapshot}. */
    public ObjectNode snapshot() {
        var sdk = new ResourceJson(Set.of());
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode all = json.putObject("groups");
        groups.forEach((name, group) -> all.set(name, group(group, sdk)));
        ObjectNode configurations = json.putObject("launchConfigurations");
        launchConfigurations.forEach((name, configuration) -> configurations.set(name, sdk.of(configuration)));
        return json;
    }

    private static ObjectNode group(ScalingGroup group, ResourceJson sdk) {
        ObjectNode json = sdk.of(group.settings());
        json.set("tags", sdk.list(group.tags().values()));
        json.set("suspended", sdk.list(group.suspended()));
        json.set("hooks", sdk.list(group.hooks().values()));
        List<Instance> members = new ArrayList<>(group.members());
        members.sort((left, right) -> left.instanceId().compareTo(right.instanceId()));
        json.set("members", sdk.list(members));
        return json;
    }
}
