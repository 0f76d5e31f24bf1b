package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sizes and speeds of each type of volume (docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html). */
record VolumeRules(int leastSize, int mostSize, int leastIops, int mostIops, int iopsPerGib) {
    private static final Map<String, VolumeRules> BY_TYPE = Map.of(
            "gp3", new VolumeRules(1, 65_536, 3_000, 80_000, 500),
            "gp2", new VolumeRules(1, 16_384, 0, 0, 0),
            "io1", new VolumeRules(4, 16_384, 100, 64_000, 50),
            "io2", new VolumeRules(4, 65_536, 100, 256_000, 1_000),
            "st1", new VolumeRules(125, 16_384, 0, 0, 0),
            "sc1", new VolumeRules(125, 16_384, 0, 0, 0),
            "standard", new VolumeRules(1, 1_024, 0, 0, 0));

    /** What is asked for; null for what is not said. */
    record Wanted(
            String type,
            int size,
            @Nullable Integer iops,
            @Nullable Integer throughput) {}

    /** Refuses what no volume of the type can be. */
    static void check(Wanted wanted) {
        VolumeRules rules = BY_TYPE.get(wanted.type());
        if (rules == null) {
            throw Refusals.value("Invalid value '%s' for VolumeType.", wanted.type());
        }
        rules.checkSize(wanted);
        rules.checkIops(wanted);
        rules.checkThroughput(wanted);
    }

    /** The operations a second of a volume: as asked for, or as its type and size have them; null when it has none. */
    static @Nullable Integer iops(Wanted wanted) {
        return switch (wanted.type()) {
            case "gp3" -> wanted.iops() == null ? Integer.valueOf(3_000) : wanted.iops();
            case "gp2" -> Integer.valueOf(Math.min(16_000, Math.max(100, wanted.size() * 3)));
            default -> wanted.iops();
        };
    }

    /** The throughput of a volume in MiB a second; null for types that have none to choose. */
    static @Nullable Integer throughput(Wanted wanted) {
        boolean chooses = wanted.type().equals("gp3");
        return chooses && wanted.throughput() == null ? Integer.valueOf(125) : wanted.throughput();
    }

    private void checkSize(Wanted wanted) {
        if (wanted.size() < leastSize) {
            throw Refusals.value(
                    "Volume of %dGiB is too small for volume type %s; minimum is %dGiB.",
                    wanted.size(), wanted.type(), leastSize);
        }
        if (wanted.size() > mostSize) {
            throw Refusals.value(
                    "Volume of %dGiB is too large for volume type %s; maximum is %dGiB.",
                    wanted.size(), wanted.type(), mostSize);
        }
    }

    private void checkIops(Wanted wanted) {
        Integer iops = wanted.iops();
        boolean provisioned = wanted.type().startsWith("io");
        if (iops == null) {
            if (provisioned) {
                throw Refusals.combination("The parameter iops must be specified for %s volumes.", wanted.type());
            }
            return;
        }
        if (mostIops == 0) {
            throw Refusals.combination("The parameter iops is not supported for %s volumes.", wanted.type());
        }
        if (iops < leastIops) {
            throw Refusals.value("Volume iops of %d is too low; minimum is %d.", iops, leastIops);
        }
        if (iops > mostIops) {
            throw Refusals.value("Volume iops of %d is too high; maximum is %d.", iops, mostIops);
        }
        boolean belowBaseline = wanted.type().equals("gp3") && iops == 3_000;
        if (!belowBaseline && iops > (long) iopsPerGib * wanted.size()) {
            throw Refusals.value(
                    "Iops to volume size ratio of %f is too high; maximum is %d",
                    (double) iops / wanted.size(), iopsPerGib);
        }
    }

    private void checkThroughput(Wanted wanted) {
        Integer throughput = wanted.throughput();
        if (throughput == null) {
            return;
        }
        if (!wanted.type().equals("gp3")) {
            throw Refusals.combination("The parameter throughput is not supported for %s volumes.", wanted.type());
        }
        if (throughput < 125 || throughput > 2_000) {
            throw Refusals.value(
                    "Throughput of %d MiBps is out of range; it must be between 125 and 2000 MiBps.", throughput);
        }
        Integer iops = iops(wanted);
        if (iops != null && throughput * 4L > iops) {
            throw Refusals.value(
                    "Throughput (MiBps) to iops ratio of %f is too high; maximum is 0.250000.",
                    (double) throughput / iops);
        }
    }
}
