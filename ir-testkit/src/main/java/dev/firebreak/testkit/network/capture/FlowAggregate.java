package dev.firebreak.testkit.network.capture;

import dev.firebreak.testkit.world.ec2.Hypervisors;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The packets of one flow at one interface within one aggregation interval, of which a flow log makes one record. */
final class FlowAggregate {
    /** Records reach CloudWatch Logs after about five minutes, and S3 after ten (VPC guide, "Flow log basics"). */
    private static final Duration TO_LOGS = Duration.ofMinutes(5);

    private static final Duration TO_S3 = Duration.ofMinutes(10);
    private static final int PACKET_BYTES = 60;

    private final FlowLog log;
    private final Sighting first;
    private final Instant interval;
    private final int seconds;
    private final Instant start;
    private Instant end;
    private long packets;

    private FlowAggregate(FlowLog log, Sighting first, int seconds, Instant now) {
        this.log = log;
        this.first = first;
        this.seconds = seconds;
        this.interval = Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
        this.start = now;
        this.end = now;
    }

    static FlowAggregate begin(FlowLog log, Sighting sighting, Instant now) {
        return new FlowAggregate(log, sighting, nitro(sighting) ? 60 : log.maxAggregationInterval(), now);
    }

    /** Interfaces of Nitro instances are aggregated for a minute, whatever the flow log says. */
    private static boolean nitro(Sighting sighting) {
        NetworkInterface eni = sighting.eni();
        return eni.attachment() != null
                && sighting.region()
                        .ec2()
                        .instances()
                        .find(String.valueOf(eni.attachment().instanceId()))
                        .map(instance -> instance.launched().instanceTypeAsString())
                        .filter(Hypervisors::isNitro)
                        .isPresent();
    }

    /** Whether packets of the other one belong to the same record. */
    boolean isOf(FlowAggregate other) {
        return log.flowLogId().equals(other.log.flowLogId())
                && first.interfaceId().equals(other.first.interfaceId())
                && first.egress() == other.first.egress()
                && first.header().equals(other.first.header())
                && first.accepted() == other.first.accepted()
                && interval.equals(other.interval);
    }

    void count(Sighting sighting, Instant now) {
        packets++;
        end = now;
    }

    boolean isDue(Instant now) {
        boolean toS3 = "s3".equals(log.logDestinationTypeAsString());
        return !now.isBefore(interval.plusSeconds(seconds).plus(toS3 ? TO_S3 : TO_LOGS));
    }

    FlowLog log() {
        return log;
    }

    Sighting sighting() {
        return first;
    }

    Instant start() {
        return start;
    }

    /** The record in the format of the flow log. */
    String line() {
        String line = log.logFormat();
        for (Map.Entry<String, String> field : FlowFields.of(this).entrySet()) {
            line = line.replace("${" + field.getKey() + "}", field.getValue());
        }
        return line.replaceAll("\\$\\{[^}]*}", "-");
    }

    /** The names of the fields, which begin a file in S3. */
    String header() {
        return log.logFormat().replace("${", "").replace("}", "");
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return packets * PACKET_BYTES;
    }

    Instant end() {
        return end;
    }
}
