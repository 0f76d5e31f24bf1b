package dev.firebreak.testkit.network.capture;

import dev.firebreak.testkit.service.BucketDelivery;
import dev.firebreak.testkit.service.logs.FakeLogs;
import dev.firebreak.testkit.world.Region;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.services.ec2.model.FlowLog;

/** Writes what flow logs have recorded to CloudWatch Logs and S3. */
final class FlowLogs {
    private static final String PRINCIPAL = "delivery.logs.amazonaws.com";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FlowLogs() {}

    /** The flow logs that record a packet: of its interface, subnet or VPC. */
    static Stream<FlowLog> watching(Sighting sighting) {
        List<String> places = List.of(
                sighting.interfaceId(),
                sighting.eni().subnetId(),
                sighting.eni().vpcId());
        String action = sighting.accepted() ? "ACCEPT" : "REJECT";
        return sighting.region().ec2().networks().flowLogs().all().stream()
                .filter(log -> places.contains(log.resourceId()))
                .filter(log -> List.of("ALL", action).contains(log.trafficTypeAsString()));
    }

    static void deliver(List<FlowAggregate> due) {
        var files = new LinkedHashMap<String, List<FlowAggregate>>();
        for (FlowAggregate record : due) {
            if ("s3".equals(record.log().logDestinationTypeAsString())) {
                files.computeIfAbsent(record.log().flowLogId(), made -> new ArrayList<>())
                        .add(record);
            } else {
                log(record);
            }
        }
        files.values().forEach(FlowLogs::store);
    }

    private static void log(FlowAggregate record) {
        Sighting sighting = record.sighting();
        String destination = String.valueOf(record.log().logDestination()).replaceFirst(":\\*$", "");
        String stream = sighting.interfaceId() + "-"
                + record.log().trafficTypeAsString().toLowerCase(Locale.ROOT);
        FakeLogs.of(sighting.region())
                .write(
                        destination.substring(destination.indexOf(":log-group:") + ":log-group:".length()),
                        stream,
                        record.start(),
                        record.line());
    }

    /** Puts one file for the records of a flow log, where the bucket's policy lets the service. */
    private static void store(List<FlowAggregate> records) {
        FlowAggregate first = records.get(0);
        Region region = first.sighting().region();
        String[] place = first.log()
                .logDestination()
                .replaceFirst("^arn:aws[a-z-]*:s3:::", "")
                .split("/", 2);
        String source = "arn:aws:logs:" + region.name() + ":" + region.account().id() + ":*";
        String prefix = place.length < 2 || place[1].isEmpty() ? "" : place[1].replaceFirst("/*$", "/");
        String key = prefix + key(first, region);
        BucketDelivery.to(region.world(), place[0], PRINCIPAL, source)
                .filter(delivery -> delivery.mayPut(key))
                .ifPresent(delivery -> delivery.put(key, content(records), Map.of(), "gzip"));
    }

    private static String key(FlowAggregate record, Region region) {
        String account = region.account().id();
        Instant start = record.start();
        String id = record.log().flowLogId();
        String hash = String.format(Locale.ROOT, "%08x", (id + start).hashCode());
        return "AWSLogs/" + account + "/vpcflowlogs/" + region.name() + "/" + DAY.format(start) + "/" + account
                + "_vpcflowlogs_" + region.name() + "_" + id + "_" + MINUTE.format(start) + "_" + hash + ".log.gz";
    }

    private static byte[] content(List<FlowAggregate> records) {
        var text = new StringBuilder(records.get(0).header()).append('\n');
        records.forEach(record -> text.append(record.line()).append('\n'));
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot compress in memory", unwritable);
        }
        return bytes.toByteArray();
    }
}
