package dev.firebreak.testkit.world.autoscaling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** One Auto Scaling group: its settings, its members, and what it did. */
public final class ScalingGroup {
    private AutoScalingGroup settings;
    private final Map<String, Instance> members = new LinkedHashMap<>();
    private final Map<String, TagDescription> tags = new TreeMap<>();
    private final Set<String> suspended = new TreeSet<>();
    private final List<Activity> activities = new ArrayList<>();
    private final Map<String, LifecycleHook> hooks = new TreeMap<>();
    private final List<LifecycleWait> waits = new ArrayList<>();

    /** A group without members. */
    public ScalingGroup(AutoScalingGroup settings) {
        this.settings = settings;
    }

    /** The group's name. */
    public String name() {
        return settings.autoScalingGroupName();
    }

    /** The settings and sizes, as the API gives them, without members, tags and suspended processes. */
    public AutoScalingGroup settings() {
        return settings;
    }

    /** Sets settings and sizes. */
    public void settings(AutoScalingGroup value) {
        settings = value;
    }

    /** Changes settings or sizes. */
    public void change(Consumer<AutoScalingGroup.Builder> change) {
        settings = settings.copy(change);
    }

    /** The members, longest in the group first. */
    public Collection<Instance> members() {
        return members.values();
    }

    /** The member with this instance id. */
    public Optional<Instance> member(String instanceId) {
        return Optional.ofNullable(members.get(instanceId));
    }

    /** Adds a member, or changes the one with its instance id. */
    public void put(Instance member) {
        members.put(member.instanceId(), member);
    }

    /** Takes a member out. */
    public void remove(String instanceId) {
        members.remove(instanceId);
        waits.removeIf(wait -> wait.instanceId().equals(instanceId));
    }

    /** How much of the desired capacity there is: the weights of all members but those in standby and those being terminated. */
    public int active() {
        return members.values().stream()
                .filter(ScalingGroup::isActive)
                .mapToInt(ScalingGroup::weight)
                .sum();
    }

    /** For how many units of capacity a member stands: one, but for the weights of a mixed instances policy. */
    public static int weight(Instance member) {
        return member.weightedCapacity() == null ? 1 : Integer.parseInt(member.weightedCapacity());
    }

    /** Whether a member counts towards the desired capacity. */
    public static boolean isActive(Instance member) {
        return member.lifecycleState() != LifecycleState.STANDBY
                && member.lifecycleState() != LifecycleState.TERMINATING_WAIT;
    }

    /** The lifecycle hooks, by name. */
    public Map<String, LifecycleHook> hooks() {
        return hooks;
    }

    /** For what members wait because of hooks. */
    public List<LifecycleWait> waits() {
        return waits;
    }

    /** The group's tags, by key. */
    public Map<String, TagDescription> tags() {
        return tags;
    }

    /** The suspended processes. */
    public Set<String> suspended() {
        return suspended;
    }

    /** Whether a process, such as {@code Launch}, runs. */
    public boolean runs(String process) {
        return !suspended.contains(process);
    }

    /** What the group did, oldest first. */
    public List<Activity> activities() {
        return activities;
    }
}
