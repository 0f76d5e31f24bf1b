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
        regions.forEach(
                region -> catchUp(List.copyOf(AlarmState.of(region).alarms().values()), now));
    }

    /** Minute by minute; in each, composite alarms come after those that their rules are about. */
    private static void catchUp(List<StoredAlarm> alarms, Instant now) {
        Instant oldest = now.minus(FURTHEST);
        Instant next = alarms.stream()
                .map(StoredAlarm::evaluated)
                .min(Instant::compareTo)
                .map(evaluated -> minute(evaluated.isBefore(oldest) ? oldest : evaluated))
                .orElse(Instant.MAX);
        for (Instant minute = next; !minute.isAfter(now); minute = minute.plus(STEP)) {
            for (StoredAlarm alarm : alarms) {
                evaluate(alarm, alarm.metric() != null, minute);
            }
            for (StoredAlarm alarm : alarms) {
                evaluate(alarm, alarm.composite() != null, minute);
            }
        }
    }

    private static Instant minute(Instant after) {
        return StoredMetric.begin(after, STEP).plus(STEP);
    }

    private static void evaluate(StoredAlarm alarm, boolean concerned, Instant minute) {
        if (concerned && minute.isAfter(alarm.evaluated())) {
            alarm.evaluated(minute);
            new AlarmEvaluation(alarm, minute).run();
        }
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
