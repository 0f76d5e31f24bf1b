package dev.firebreak.aws.crash;

import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How each step ended.
 *
 * @param steps by kind and resource, since the ids of steps may carry the time of their plan
 */
record Ends(Map<String, StepStatus> steps) {
    static Ends of(List<StepResult> results) {
        var steps = new TreeMap<String, StepStatus>();
        results.forEach(
                result -> steps.put(result.step().kind() + " " + result.step().resource(), result.status()));
        return new Ends(steps);
    }

    boolean allAre(StepStatus... expected) {
        return List.of(expected).containsAll(steps.values());
    }

    boolean haveSucceeded() {
        return steps.values().stream().allMatch(StepStatus::succeeded);
    }
}
