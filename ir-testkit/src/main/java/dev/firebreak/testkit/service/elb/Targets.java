package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** The targets of target groups, as other services register and deregister them too. */
public final class Targets {
    private Targets() {}

    /** Whether there is a target group with this ARN. */
    public static boolean hasGroup(Call call, String targetGroupArn) {
        return ElbState.of(call).targetGroups().contains(targetGroupArn);
    }

    /** Registers an instance with the port of the target group, as Auto Scaling does; nothing when the group is gone. */
    public static void register(Call call, String targetGroupArn, String instanceId) {
        ElbState.of(call)
                .targetGroups()
                .find(targetGroupArn)
                .ifPresent(group ->
                        put(call, group, new RegisteredTarget(instanceId, group.port(), null, call.now(), null)));
    }

    /** Deregisters an instance, which then drains; nothing when it is not registered. */
    public static void deregister(Call call, String targetGroupArn, String instanceId) {
        ElbState.of(call)
                .targetGroups()
                .find(targetGroupArn)
                .ifPresent(group -> drain(call, group, target -> target.id().equals(instanceId)));
    }

    /** The targets that are there, drained ones left out. */
    static List<RegisteredTarget> of(Call call, String targetGroupArn) {
        return ElbState.of(call).targets(targetGroupArn).stream()
                .filter(target -> !target.gone(call.now()))
                .filter(target -> !target.id().startsWith("i-")
                        || call.region().ec2().instances().contains(target.id()))
                .toList();
    }

    /** Registers a target anew when it was not registered, or is draining. */
    static void put(Call call, TargetGroup group, RegisteredTarget wanted) {
        var all = new ArrayList<>(of(call, group.targetGroupArn()));
        boolean registered = all.stream().anyMatch(each -> each.key().equals(wanted.key()) && !each.draining());
        if (!registered) {
            all.removeIf(each -> each.key().equals(wanted.key()));
            all.add(wanted);
            ElbState.of(call).targets(group.targetGroupArn(), all);
        }
    }

    /** Lets targets drain for the deregistration delay; at once when no load balancer uses their group. */
    static void drain(Call call, TargetGroup group, Predicate<RegisteredTarget> wanted) {
        ElbState state = ElbState.of(call);
        String arn = group.targetGroupArn();
        long delay = state.users(arn).isEmpty()
                ? 0
                : Long.parseLong(state.attributes(arn).getOrDefault(Attributes.DEREGISTRATION_DELAY, "300"));
        state.targets(
                arn,
                of(call, arn).stream()
                        .map(target -> wanted.test(target) && !target.draining()
                                ? target.drainUntil(call.now().plusSeconds(delay))
                                : target)
                        .filter(target -> !target.gone(call.now()))
                        .toList());
    }
}
