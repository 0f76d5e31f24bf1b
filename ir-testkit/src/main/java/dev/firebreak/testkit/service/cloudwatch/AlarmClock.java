package dev.firebreak.testkit.service.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Evaluates alarms every minute of the world's clock, when the first call after it is made; and knows who hears of actions. */
final class AlarmClock implements ServiceState {
    private static final Duration STEP = Duration.ofMinutes(1);

    /** How far back minutes are made up for: alarms that nobody looked at for longer begin anew. */
    private static final Duration FURTHEST = Duration.ofHours(24);

    private final Set<Region> regions = new LinkedHashSet<>();
    private final List<Consumer<AlarmAction>> listeners = new ArrayList<>();

    private AlarmClock() {}

    static AlarmClock of(World world) {
        return world.state(AlarmClock.class, made -> new AlarmClock());
    }

    void watch(Region region) {
        regions.add(region);
    }

    void listen(Consumer<AlarmAction> listener) {
        listeners.add(listener);
    }

    void tell(AlarmAction action) {
        List.copyOf(listeners).forEach(listener -> listener.accept(action));
    }

    void catchUp(Instant now) {
        for (Region region : regions) {
            AlarmState.of(region).alarms().values().forEach(alarm -> catchUp(alarm, now));
        }
    }

    private static void catchUp(StoredAlarm alarm, Instant now) {
        Instant oldest = now.minus(FURTHEST);
        Instant next = StoredMetric.begin(alarm.evaluated().isBefore(oldest) ? oldest : alarm.evaluated(), STEP)
                .plus(STEP);
        while (!next.isAfter(now)) {
            alarm.evaluated(next);
            new AlarmEvaluation(alarm, next).run();
            next = next.plus(STEP);
        }
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
