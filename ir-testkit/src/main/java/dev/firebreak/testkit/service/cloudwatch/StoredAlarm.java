package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.world.Region;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** An alarm: of a metric, or of the states of other alarms. */
final class StoredAlarm {
    private final Region region;
    private final SortedMap<String, String> tags = new TreeMap<>();
    private @Nullable MetricAlarm metric;
    private @Nullable CompositeAlarm composite;
    private State state;
    private Instant evaluated;
    private boolean actionsEnabled;

    /**
     * The state of an alarm.
     *
     * @param value the state
     * @param reason why
     * @param reasonData why, as JSON
     * @param since when it was entered
     */
    record State(StateValue value, String reason, String reasonData, Instant since) {}

    StoredAlarm(Region region) {
        this.region = region;
        Instant now = region.world().now();
        this.state = new State(StateValue.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "", now);
        this.evaluated = now;
    }

    Region region() {
        return region;
    }

    String name() {
        return metric != null ? metric.alarmName() : composite == null ? "" : composite.alarmName();
    }

    String arn() {
        return "arn:aws:cloudwatch:" + region.name() + ":" + region.account().id() + ":alarm:" + name();
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    @Nullable
    MetricAlarm metric() {
        return metric;
    }

    @Nullable
    CompositeAlarm composite() {
        return composite;
    }

    void set(MetricAlarm settings) {
        metric = settings;
        actionsEnabled = !Boolean.FALSE.equals(settings.actionsEnabled());
    }

    void set(CompositeAlarm settings) {
        composite = settings;
        actionsEnabled = !Boolean.FALSE.equals(settings.actionsEnabled());
    }

    State state() {
        return state;
    }

    void state(State value) {
        state = value;
    }

    Instant evaluated() {
        return evaluated;
    }

    void evaluated(Instant time) {
        evaluated = time;
    }

    boolean actionsEnabled() {
        return actionsEnabled;
    }

    void actionsEnabled(boolean enabled) {
        actionsEnabled = enabled;
    }
}
