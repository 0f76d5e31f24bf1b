package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.time.Instant;

/** What CloudTrail needs to know of the whole world: the order of events, how long things take, and when to deliver next. */
final class Timeline implements ServiceState {
    private TrailTiming timing = TrailTiming.DEFAULT;
    private long events;
    private Instant due = Instant.MAX;

    private Timeline() {}

    static Timeline of(World world) {
        return world.state(Timeline.class, made -> new Timeline());
    }

    TrailTiming timing() {
        return timing;
    }

    void timing(TrailTiming value) {
        timing = value;
    }

    /** The number of the next event. */
    long next() {
        return ++events;
    }

    /** When something is to be delivered. */
    Instant due() {
        return due;
    }

    /** Delivers by this time, if not earlier. */
    void dueBy(Instant time) {
        due = time.isBefore(due) ? time : due;
    }

    /** All is delivered. */
    void nothingDue() {
        due = Instant.MAX;
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
