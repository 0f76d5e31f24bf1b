package dev.firebreak.testkit.service.logs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/** A log group: its settings, its streams and its filters. */
final class LogGroupRecord {
    private final Region region;
    private final String name;
    private final LogGroupClass kind;
    private final long created;
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final SortedMap<String, LogStreamRecord> streams = new TreeMap<>();
    private final SortedMap<String, MetricFilter> metricFilters = new TreeMap<>();
    private final SortedMap<String, SubscriptionFilter> subscriptions = new TreeMap<>();
    private @Nullable Integer retentionDays;
    private @Nullable String kmsKey;
    private long arrived;
    private long bytes;

    LogGroupRecord(Region region, String name, LogGroupClass kind) {
        this.region = region;
        this.name = name;
        this.kind = kind;
        this.created = region.world().now().toEpochMilli();
    }

    Region region() {
        return region;
    }

    String name() {
        return name;
    }

    LogGroupClass kind() {
        return kind;
    }

    long created() {
        return created;
    }

    /** The ARN without the {@code :*} at its end. */
    String arn() {
        return "arn:aws:logs:" + region.name() + ":" + region.account().id() + ":log-group:" + name;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    /** The streams, with what the retention no longer keeps dropped. */
    SortedMap<String, LogStreamRecord> streams() {
        if (retentionDays != null) {
            long oldest =
                    region.world().now().minus(Duration.ofDays(retentionDays)).toEpochMilli();
            streams.values().forEach(stream -> stream.expire(oldest));
        }
        return streams;
    }

    SortedMap<String, MetricFilter> metricFilters() {
        return metricFilters;
    }

    SortedMap<String, SubscriptionFilter> subscriptions() {
        return subscriptions;
    }

    @Nullable
    Integer retentionDays() {
        return retentionDays;
    }

    void retain(@Nullable Integer days) {
        retentionDays = days;
    }

    @Nullable
    String kmsKey() {
        return kmsKey;
    }

    void encrypt(@Nullable String key) {
        kmsKey = key;
    }

    long bytes() {
        return bytes;
    }

    /** Puts an event into a stream. */
    LogEntry put(LogStreamRecord stream, long timestamp, String message) {
        Instant now = region.world().now();
        var entry = new LogEntry(++arrived, timestamp, now.toEpochMilli(), message);
        stream.add(entry);
        bytes += message.getBytes(StandardCharsets.UTF_8).length;
        return entry;
    }

    /** The stream with this name, made when it is not there. */
    LogStreamRecord stream(String streamName) {
        return streams.computeIfAbsent(
                streamName,
                made -> new LogStreamRecord(made, region.world().now().toEpochMilli()));
    }

    static LogGroupRecord existing(Call call, @Nullable String nameOrArn) {
        String given = LogNames.group(nameOrArn);
        return LogsState.of(call.region()).find(given).orElseThrow(LogErrors::noGroup);
    }

    ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("class", kind.toString());
        if (retentionDays != null) {
            json.put("retentionInDays", retentionDays);
        }
        if (kmsKey != null) {
            json.put("kmsKeyId", kmsKey);
        }
        ObjectNode tagged = json.putObject("tags");
        tags.forEach(tagged::put);
        ObjectNode all = json.putObject("streams");
        streams.forEach((streamName, stream) -> {
            var messages = all.putArray(streamName);
            List<LogEntry> entries = stream.byTime();
            entries.forEach(entry -> messages.add(entry.timestamp() + " " + entry.message()));
        });
        metricFilters.forEach(
                (filter, value) -> json.withObject("/metricFilters").put(filter, value.filterPattern()));
        subscriptions.forEach(
                (filter, value) -> json.withObject("/subscriptions").put(filter, value.destinationArn()));
        return json;
    }
}
