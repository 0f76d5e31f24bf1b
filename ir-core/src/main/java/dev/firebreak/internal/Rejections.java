package dev.firebreak.internal;

import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.Target;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The targets that cannot be planned for, told of all at once: who strikes one off a long list wants to know of the others too. */
final class Rejections {
    private static final int MOST_NAMED = 20;

    private final Map<Target, PlanRejectedException> thrown = Collections.synchronizedMap(new IdentityHashMap<>());

    /** The steps for a target; none where they are rejected. */
    List<Step> unless(Target target, Supplier<List<Step>> steps) {
        try {
            return steps.get();
        } catch (PlanRejectedException e) {
            thrown.put(target, e);
            return List.of();
        }
    }

    /** Throws the rejection of the first of these that has one, and names the others. */
    void throwAny(List<? extends Target> targets) {
        List<? extends Target> rejected =
                targets.stream().filter(thrown::containsKey).toList();
        if (rejected.isEmpty()) {
            return;
        }
        PlanRejectedException first = Objects.requireNonNull(thrown.get(rejected.get(0)));
        List<String> others =
                rejected.stream().map(Target::id).distinct().skip(1).toList();
        throw others.isEmpty()
                ? first
                : new PlanRejectedException(first.getMessage() + words(others), first.getCause());
    }

    private static String words(List<String> others) {
        String named = others.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return "; nor for " + others.size() + " more targets: " + named + (others.size() > MOST_NAMED ? ", ..." : "");
    }
}
