package dev.firebreak.testkit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What kind of instance an {@link Estate} launches. Immutable: each method answers a changed copy.
 *
 * <pre>{@code
 * InstanceSpec.named("web-1").interfaces(2).ipv6().groups("web", "admin").profile("WebServer").dataVolumes(1)
 * }</pre>
 */
public final class InstanceSpec {
    private final String name;
    private final int interfaces;
    private final boolean ipv6;
    private final boolean elasticIp;
    private final List<String> groups;
    private final String profile;
    private final String userData;
    private final int dataVolumes;
    private final String autoScalingGroup;
    private final String consoleOutput;
    private final Map<String, String> tags;

    private InstanceSpec(Draft draft) {
        this.name = draft.name;
        this.interfaces = draft.interfaces;
        this.ipv6 = draft.ipv6;
        this.elasticIp = draft.elasticIp;
        this.groups = List.copyOf(draft.groups);
        this.profile = draft.profile;
        this.userData = draft.userData;
        this.dataVolumes = draft.dataVolumes;
        this.autoScalingGroup = draft.autoScalingGroup;
        this.consoleOutput = draft.consoleOutput;
        this.tags = Collections.unmodifiableMap(new TreeMap<>(draft.tags));
    }

    /** An instance with this {@code Name} tag, one interface in a group of the same name, a root volume, and nothing else. */
    public static InstanceSpec named(String name) {
        var draft = new Draft();
        draft.name = name;
        draft.groups = List.of(name);
        draft.tags = Map.of("Name", name);
        return new InstanceSpec(draft);
    }

    /** With this many network interfaces, all in the same subnet. If not set, one. */
    public InstanceSpec interfaces(int count) {
        Draft draft = draft();
        draft.interfaces = count;
        return new InstanceSpec(draft);
    }

    /** With an IPv6 address on every interface. */
    public InstanceSpec ipv6() {
        Draft draft = draft();
        draft.ipv6 = true;
        return new InstanceSpec(draft);
    }

    /** With an Elastic IP address on the primary interface. */
    public InstanceSpec elasticIp() {
        Draft draft = draft();
        draft.elasticIp = true;
        return new InstanceSpec(draft);
    }

    /** With these security groups on every interface, made when first named. If not set, one named as the instance. */
    public InstanceSpec groups(String... names) {
        Draft draft = draft();
        draft.groups = List.of(names);
        return new InstanceSpec(draft);
    }

    /** With this instance profile, made, with a role of the same name, when first named. */
    public InstanceSpec profile(String profileName) {
        Draft draft = draft();
        draft.profile = profileName;
        return new InstanceSpec(draft);
    }

    /** With this user data, as plain text. */
    public InstanceSpec userData(String text) {
        Draft draft = draft();
        draft.userData = text;
        return new InstanceSpec(draft);
    }

    /** With this many volumes besides the root volume, deleted on termination like it. If not set, none. */
    public InstanceSpec dataVolumes(int count) {
        Draft draft = draft();
        draft.dataVolumes = count;
        return new InstanceSpec(draft);
    }

    /**
     * As a member of this Auto Scaling group. It is made with its first member: at least 1, at most 10, desired as many as there
     * are members.
     */
    public InstanceSpec inAutoScalingGroup(String groupName) {
        Draft draft = draft();
        draft.autoScalingGroup = groupName;
        return new InstanceSpec(draft);
    }

    /** With this text on its console. */
    public InstanceSpec consoleOutput(String text) {
        Draft draft = draft();
        draft.consoleOutput = text;
        return new InstanceSpec(draft);
    }

    /** With one more tag. */
    public InstanceSpec tag(String key, String value) {
        Draft draft = draft();
        draft.tags = new TreeMap<>(tags);
        draft.tags.put(key, value);
        return new InstanceSpec(draft);
    }

    String name() {
        return name;
    }

    int interfaces() {
        return interfaces;
    }

    boolean hasIpv6() {
        return ipv6;
    }

    boolean hasElasticIp() {
        return elasticIp;
    }

    List<String> groups() {
        return groups;
    }

    Optional<String> profile() {
        return Optional.of(profile).filter(text -> !text.isEmpty());
    }

    Optional<String> userData() {
        return Optional.of(userData).filter(text -> !text.isEmpty());
    }

    int dataVolumes() {
        return dataVolumes;
    }

    Optional<String> autoScalingGroup() {
        return Optional.of(autoScalingGroup).filter(text -> !text.isEmpty());
    }

    String consoleOutput() {
        return consoleOutput;
    }

    Map<String, String> tags() {
        return tags;
    }

    private Draft draft() {
        var draft = new Draft();
        draft.name = name;
        draft.interfaces = interfaces;
        draft.ipv6 = ipv6;
        draft.elasticIp = elasticIp;
        draft.groups = groups;
        draft.profile = profile;
        draft.userData = userData;
        draft.dataVolumes = dataVolumes;
        draft.autoScalingGroup = autoScalingGroup;
        draft.consoleOutput = consoleOutput;
        draft.tags = tags;
        return draft;
    }

    private static final class Draft {
        private String name = "";
        private int interfaces = 1;
        private boolean ipv6;
        private boolean elasticIp;
        private List<String> groups = List.of();
        private String profile = "";
        private String userData = "";
        private int dataVolumes;
        private String autoScalingGroup = "";
        private String consoleOutput = "";
        private Map<String, String> tags = Map.of();
    }
}
