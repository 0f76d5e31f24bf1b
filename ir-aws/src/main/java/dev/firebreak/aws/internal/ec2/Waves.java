package dev.firebreak.aws.internal.ec2;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Pace.Grant;
import dev.firebreak.spi.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.AbortedException;

/** Moves interfaces of one VPC into quarantine, each in one wave, or in a few where it is not sure that its connections have ended. */
final class Waves {
    /** How often an interface is moved. */
    private static final int MOST = 3;

    /** More calls at once than processors can serve come late, and the group that they move interfaces into stands open that long. */
    private static final int MOVES_PER_PROCESSOR = 128;

    /** However many processors there are: the HTTP client has to have connections for them. */
    private static final int MOST_MOVES = 512;

    private final Clients clients;
    private final Groups groups;
    private final GroupRules rules;
    private final Cost cost;
    private final Semaphore moves = new Semaphore(
            Math.min(MOST_MOVES, MOVES_PER_PROCESSOR * Runtime.getRuntime().availableProcessors()), true);

    /** @param cost of a wave */
    Waves(Clients clients, Groups groups, Cost cost) {
        this.clients = clients;
        this.groups = groups;
        this.rules = new GroupRules(clients);
        this.cost = cost;
    }

    /**
     * Moves the interfaces of these steps, whose first wave is paid for.
     *
     * @param before the groups that they are in
     * @return what was thrown for those that may not be cut off
     */
    Map<StepContext, RuntimeException> cutOff(Map<StepContext, InterfaceGroups> before) {
        Map<StepContext, RuntimeException> thrown = wave(before);
        for (int wave = 1; wave < MOST; wave++) {
            thrown = again(before, thrown);
        }
        return thrown;
    }

    /** Those of which it is not sure that their connections have ended go through another wave: nothing that can be read tells it. */
    private Map<StepContext, RuntimeException> again(
            Map<StepContext, InterfaceGroups> before, Map<StepContext, RuntimeException> thrown) {
        var failures = new HashMap<>(thrown);
        failures.values().removeIf(e -> !Wave.isRefusal(e));
        var left = new LinkedHashMap<>(before);
        left.keySet().retainAll(thrown.keySet());
        left.keySet().removeAll(failures.keySet());
        while (!left.isEmpty()) {
            failures.putAll(paidWave(left));
        }
        return failures;
    }

    /** Takes from these as many as the quotas allow at once. Who waits for a quota while the group is open comes too late for it. */
    private Map<StepContext, RuntimeException> paidWave(Map<StepContext, InterfaceGroups> left) {
        var thrown = new HashMap<StepContext, RuntimeException>();
        TargetRef place = left.keySet().iterator().next().step().resource();
        try {
            Grant grant = clients.pace().await(place, cost, left.size());
            Map<StepContext, InterfaceGroups> members = take(left, grant.steps());
            grant.use(() -> thrown.putAll(wave(members)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thrown.putAll(allThrow(
                    take(left, left.size()),
                    AbortedException.create("Cannot isolate interfaces: interrupted while waiting for a quota", e)));
        }
        return thrown;
    }

    private static Map<StepContext, InterfaceGroups> take(Map<StepContext, InterfaceGroups> left, int count) {
        var taken = new LinkedHashMap<StepContext, InterfaceGroups>();
        List<StepContext> first = new ArrayList<>(left.keySet()).subList(0, count);
        first.forEach(member -> taken.put(member, left.remove(member)));
        return taken;
    }

    private Map<StepContext, RuntimeException> wave(Map<StepContext, InterfaceGroups> members) {
        StepContext first = members.keySet().iterator().next();
        try {
            return new Wave(groups, rules, moves, members).run(first.parameter(IsolateInterface.VPC));
        } catch (RuntimeException e) {
            return allThrow(members, e);
        }
    }

    private static Map<StepContext, RuntimeException> allThrow(
            Map<StepContext, InterfaceGroups> members, RuntimeException thrown) {
        return members.keySet().stream().collect(Collectors.toMap(Function.identity(), member -> thrown));
    }
}
