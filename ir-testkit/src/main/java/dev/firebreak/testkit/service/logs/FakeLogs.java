package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;

/**
 * The door to the fake CloudWatch Logs for other fake services and for tests: writing what services log, and listening to
 * subscriptions.
 *
 * <p>Threading: under the world's monitor.
 */
public final class FakeLogs {
    private final Region region;

    private FakeLogs(Region region) {
        this.region = region;
    }

    /** The logs of an account in a Region. */
    public static FakeLogs of(Region region) {
        return new FakeLogs(region);
    }

    /** Hands every event that a subscription filter of this world lets through to a listener, as it is written. */
    public static void subscribe(World world, Consumer<SubscribedEvent> listener) {
        Subscribers.of(world).add(listener);
    }

    /** Whether there is a log group with this name. */
    public boolean hasGroup(String logGroup) {
        return LogsState.of(region).find(logGroup).isPresent();
    }

    /** Writes an event as a service does, which makes the group and the stream when they are not there. */
    public void write(String logGroup, String logStream, Instant time, String message) {
        LogGroupRecord group = LogsState.of(region)
                .groups()
                .computeIfAbsent(logGroup, made -> new LogGroupRecord(region, made, LogGroupClass.STANDARD));
        Ingestion.take(group, group.stream(logStream), time.toEpochMilli(), message);
    }

    /**
     * Writes a flow log record into the stream of its interface.
     *
     * @param trafficType what the flow log takes: {@code ALL}, {@code ACCEPT} or {@code REJECT}; a record of the other kind is
     *     not written
     */
    public void writeFlow(String logGroup, String trafficType, FlowRecord flow) {
        boolean taken = trafficType.equals("ALL") || trafficType.equals("ACCEPT") == flow.accepted();
        if (taken) {
            String suffix = trafficType.toLowerCase(Locale.ROOT);
            write(logGroup, flow.flow().interfaceId() + "-" + suffix, flow.start(), flow.line());
        }
    }
}
