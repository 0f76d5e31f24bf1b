package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.BucketDelivery;
import dev.firebreak.testkit.service.Zipped;
import dev.firebreak.testkit.service.logs.FakeLogs;
import dev.firebreak.testkit.service.organizations.Organizations;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/**
 * Delivers log files to the buckets of trails: one for every five minutes in which something happened, per account and Region.
 *
 * <p>It happens when the first call after its time is made, and then at once for all that is due.
 */
final class TrailDelivery {
    static final String PRINCIPAL = "cloudtrail.amazonaws.com";
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    private final World world;
    private final StoredTrail trail;
    private final Trail settings;

    private TrailDelivery(World world, StoredTrail trail) {
        this.world = world;
        this.trail = trail;
        this.settings = trail.settings();
    }

    /** The events of one file. */
    private record Batch(String account, String region, Instant end) {}

    /** When an event is delivered. */
    static Instant due(World world, Instant time) {
        return end(time).plus(Timeline.of(world).timing().delivery());
    }

    private static Instant end(Instant time) {
        long period = PERIOD.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), period) * period + period);
    }

    /** Delivers what is due. */
    static void catchUp(World world) {
        Timeline timeline = Timeline.of(world);
        if (world.now().isBefore(timeline.due())) {
            return;
        }
        timeline.nothingDue();
        for (Account account : List.copyOf(world.accounts().values())) {
            for (StoredTrail trail : TrailState.of(account).trails()) {
                new TrailDelivery(world, trail).deliver();
            }
        }
    }

    private void deliver() {
        batches().forEach(this::deliver);
        for (Instant end : trail.digests().ends(world.now())) {
            new DigestDelivery(world, trail).deliver(end);
        }
        Timeline timeline = Timeline.of(world);
        trail.pending().forEach(event -> timeline.dueBy(due(world, event.time())));
        if (trail.logging() && Boolean.TRUE.equals(settings.logFileValidationEnabled())) {
            timeline.dueBy(trail.digests().next());
        }
    }

    private Map<Batch, List<RecordedEvent>> batches() {
        var batches = new LinkedHashMap<Batch, List<RecordedEvent>>();
        Instant now = world.now();
        for (RecordedEvent event : List.copyOf(trail.pending())) {
            if (!now.isBefore(due(world, event.time()))) {
                var batch = new Batch(event.place().recipient(), event.place().region(), end(event.time()));
                batches.computeIfAbsent(batch, made -> new ArrayList<>()).add(event);
            }
        }
        trail.pending().removeIf(event -> !now.isBefore(due(world, event.time())));
        return batches;
    }

    private void deliver(Batch batch, List<RecordedEvent> events) {
        String key =
                prefix(world, settings, batch.account(), "CloudTrail", batch.region(), batch.end()) + batch.account()
                        + "_CloudTrail_" + batch.region() + "_" + MINUTE.format(batch.end()) + "_"
                        + world.ids().secret(16) + ".json.gz";
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        ArrayNode records = file.putArray("Records");
        events.forEach(event -> records.add(event.json()));
        byte[] content = file.toString().getBytes(StandardCharsets.UTF_8);
        log(batch, events);
        if (put(world, trail, key, content, Map.of())) {
            trail.delivered(world.now());
            trail.digests()
                    .add(
                            batch.region(),
                            new DigestChain.LogFile(
                                    settings.s3BucketName(),
                                    key,
                                    DigestChain.sha256(content),
                                    events.get(0).time(),
                                    events.get(events.size() - 1).time(),
                                    batch.end()));
        }
    }

    /** Writes the events to the log group that the trail names as well, if it is still there. */
    private void log(Batch batch, List<RecordedEvent> events) {
        String group = settings.cloudWatchLogsLogGroupArn();
        if (group != null) {
            String[] arn = group.split(":");
            FakeLogs logs = FakeLogs.of(world.account(arn[4]).region(arn[3]));
            String stream = organization(world, settings).map(id -> id + "_").orElse("") + batch.account()
                    + "_CloudTrail_" + batch.region();
            events.stream()
                    .filter(event -> logs.hasGroup(arn[6]))
                    .forEach(event -> logs.write(
                            arn[6], stream, event.time(), event.json().toString()));
        }
    }

    /** The organization that a trail logs for, if it does. */
    private static Optional<String> organization(World world, Trail trail) {
        return Optional.of(trail)
                .filter(Trail::isOrganizationTrail)
                .flatMap(settings -> Organizations.idOf(world, TrailState.owner(settings)));
    }

    static String prefix(World world, Trail trail, String account, String kind, String region, Instant time) {
        String own = trail.s3KeyPrefix() == null || trail.s3KeyPrefix().isEmpty() ? "" : trail.s3KeyPrefix() + "/";
        String organization = organization(world, trail).map(id -> id + "/").orElse("");
        return own + "AWSLogs/" + organization + account + "/" + kind + "/" + region + "/" + DAY.format(time) + "/";
    }

    /** Whether the file could be delivered; if not, the trail says why. */
    static boolean put(World world, StoredTrail trail, String key, byte[] content, Map<String, String> metadata) {
        Trail settings = trail.settings();
        Optional<BucketDelivery> bucket =
                BucketDelivery.to(world, settings.s3BucketName(), PRINCIPAL, settings.trailARN());
        if (bucket.isEmpty()) {
            trail.failed("NoSuchBucket");
            return false;
        }
        if (!bucket.get().mayPut(key)) {
            trail.failed("AccessDenied");
            return false;
        }
        bucket.get().put(key, Zipped.of(content), metadata, "gzip");
        return true;
    }
}
