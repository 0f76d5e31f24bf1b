package dev.firebreak.testkit.service.elb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** The load balancers of one account in one Region, their listeners and rules, and the target groups with their targets. */
public final class ElbState implements ServiceState {
    /** Index of listeners by load balancer, and of rules by listener. */
    public static final String BY_OWNER = "owner";

    private final Table<LoadBalancer> loadBalancers = new Table<>(LoadBalancer::loadBalancerArn);
    private final Table<TargetGroup> targetGroups = new Table<>(TargetGroup::targetGroupArn);
    private final Table<Listener> listeners =
            new Table<>(Listener::listenerArn).index(BY_OWNER, listener -> List.of(listener.loadBalancerArn()));
    private final Table<ListenerRule> rules =
            new Table<ListenerRule>(each -> each.rule().ruleArn()).index(BY_OWNER, each -> List.of(each.listenerArn()));
    private final Map<String, List<RegisteredTarget>> targets = new TreeMap<>();
    private final Map<String, List<String>> interfaces = new TreeMap<>();
    private final Map<String, SortedMap<String, String>> attributes = new TreeMap<>();
    private final Map<String, SortedMap<String, String>> tags = new TreeMap<>();

    /**
     * A rule of a listener.
     *
     * @param listenerArn the listener that it belongs to
     * @param rule the rule as the API gives it
     */
    public record ListenerRule(String listenerArn, Rule rule) {}

    ElbState(Region region) {}

    /** The state in the Region of a call. */
    public static ElbState of(Call call) {
        return in(call.region());
    }

    /** The state in a Region. */
    public static ElbState in(Region region) {
        return region.state(ElbState.class, ElbState::new);
    }

    /** The load balancers, as they were made; they are {@code provisioning} for two minutes. */
    public Table<LoadBalancer> loadBalancers() {
        return loadBalancers;
    }

    /** The target groups, without the load balancers that use them. */
    public Table<TargetGroup> targetGroups() {
        return targetGroups;
    }

    /** The listeners, indexed {@link #BY_OWNER}. */
    public Table<Listener> listeners() {
        return listeners;
    }

    /** The rules of listeners, indexed {@link #BY_OWNER}. */
    public Table<ListenerRule> rules() {
        return rules;
    }

    /** The targets of a target group, also those that are draining, first registered first. */
    public List<RegisteredTarget> targets(String targetGroupArn) {
        return List.copyOf(targets.getOrDefault(targetGroupArn, List.of()));
    }

    void targets(String targetGroupArn, List<RegisteredTarget> registered) {
        targets.put(targetGroupArn, List.copyOf(registered));
    }

    /** The network interfaces of a load balancer, one in each of its subnets. */
    public List<String> interfaces(String loadBalancerArn) {
        return interfaces.getOrDefault(loadBalancerArn, List.of());
    }

    void interfaces(String loadBalancerArn, List<String> ids) {
        interfaces.put(loadBalancerArn, List.copyOf(ids));
    }

    /** The attributes of a load balancer or a target group, by key. */
    public SortedMap<String, String> attributes(String arn) {
        return attributes.computeIfAbsent(arn, made -> new TreeMap<>());
    }

    /** The tags of a resource, by key. */
    public SortedMap<String, String> tags(String arn) {
        return tags.computeIfAbsent(arn, made -> new TreeMap<>());
    }

    /** Whether there is a resource with this ARN. */
    boolean contains(String arn) {
        return loadBalancers.contains(arn)
                || targetGroups.contains(arn)
                || listeners.contains(arn)
                || rules.contains(arn);
    }

    /** The ARNs of the load balancers that forward to a target group. */
    public List<String> users(String targetGroupArn) {
        var arns = new TreeSet<String>();
        for (Listener listener : listeners.all()) {
            boolean forwards = rules.by(BY_OWNER, listener.listenerArn()).stream()
                    .flatMap(each -> each.rule().actions().stream())
                    .anyMatch(action -> Actions.targetGroups(action).contains(targetGroupArn));
            if (forwards) {
                arns.add(listener.loadBalancerArn());
            }
        }
        return List.copyOf(arns);
    }

    /** Forgets what a resource that is gone had. */
    void forget(String arn) {
        attributes.remove(arn);
        tags.remove(arn);
        targets.remove(arn);
        interfaces.remove(arn);
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        loadBalancers.all().forEach(each -> put(json, "loadBalancers", each.loadBalancerArn(), SdkJson.of(each)));
        targetGroups.all().forEach(each -> put(json, "targetGroups", each.targetGroupArn(), SdkJson.of(each)));
        listeners.all().forEach(each -> put(json, "listeners", each.listenerArn(), SdkJson.of(each)));
        rules.all().forEach(each -> put(json, "rules", each.rule().ruleArn(), SdkJson.of(each.rule())));
        targets.forEach((arn, registered) -> {
            var current = new TreeSet<String>();
            registered.stream().filter(each -> !each.draining()).forEach(each -> current.add(each.key()));
            if (!current.isEmpty()) {
                current.forEach(json.withObject("/targets").putArray(arn)::add);
            }
        });
        addAll(json, "attributes", attributes);
        addAll(json, "tags", tags);
        return sorted(json);
    }

    private static void put(ObjectNode json, String kind, String arn, ObjectNode resource) {
        json.withObject("/" + kind).set(arn, resource);
    }

    private static void addAll(ObjectNode json, String kind, Map<String, SortedMap<String, String>> byArn) {
        byArn.forEach((arn, values) -> {
            if (!values.isEmpty()) {
                values.forEach(json.withObject("/" + kind).putObject(arn)::put);
            }
        });
    }

    private static ObjectNode sorted(ObjectNode json) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(kind -> {
            var byArn = new TreeMap<String, JsonNode>();
            kind.getValue().properties().forEach(each -> byArn.put(each.getKey(), each.getValue()));
            sorted.putObject(kind.getKey()).setAll(byArn);
        });
        return sorted;
    }
}
