package dev.firebreak.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.spi.Engine.Place;
import dev.firebreak.spi.Engine.Task;
import dev.firebreak.spi.Engine.Work;
import dev.firebreak.spi.Pace.Grant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The work of a plan, and beside it one task per lane that reads what the guards will ask. */
final class ReadAhead implements Work {
    private static final String NAME = "read ahead in ";

    private final PlanWork plan;
    private final GuardDesk guards;
    private final Map<String, List<TargetRef>> targets;

    ReadAhead(PlanWork plan, GuardDesk guards, Map<String, List<TargetRef>> targets) {
        this.plan = plan;
        this.guards = guards;
        this.targets = targets;
    }

    Stream<Task> tasks() {
        return targets.keySet().stream().map(lane -> new Task(NAME + lane, Set.of(), Set.of(), Place.alone(lane, 0)));
    }

    @Override
    public void prepare(List<String> ids) {
        if (isAhead(ids)) {
            List<TargetRef> lane = targets.getOrDefault(ids.get(0).substring(NAME.length()), List.of());
            plan.readAhead(() -> lane.forEach(guards::readAhead));
        } else {
            plan.prepare(ids);
        }
    }

    @Override
    public Grant admit(List<String> ids) {
        return isAhead(ids) ? Grant.of(ids.size()) : plan.admit(ids);
    }

    @Override
    public void run(List<String> ids) {
        if (!isAhead(ids)) {
            plan.run(ids);
        }
    }

    private static boolean isAhead(List<String> ids) {
        return ids.get(0).startsWith(NAME);
    }
}
