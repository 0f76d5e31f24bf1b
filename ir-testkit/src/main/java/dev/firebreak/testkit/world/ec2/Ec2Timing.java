package dev.firebreak.testkit.world.ec2;

import java.time.Duration;

/**
 * How long EC2 takes, by the world's clock, for what it does after it has answered.
 *
 * @param start from {@code pending} to {@code running}
 * @param stop from {@code stopping} to {@code stopped}
 * @param terminate from {@code shutting-down} to its end
 * @param profile from {@code associating} to {@code associated}, and from {@code disassociating} to gone
 * @param snapshot from {@code pending} to {@code completed}
 * @param image from {@code pending} to {@code available}
 * @param volume from {@code creating}, {@code attaching}, {@code detaching} or {@code modifying} to its end
 */
public record Ec2Timing(
        Duration start,
        Duration stop,
        Duration terminate,
        Duration profile,
        Duration snapshot,
        Duration image,
        Duration volume) {
    /** Instances, profiles and volumes change at once; snapshots take one minute and images two. */
    public static final Ec2Timing DEFAULT = new Ec2Timing(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ZERO);

    /** The timing with another time to start, stop and terminate an instance. */
    public Ec2Timing instances(Duration time) {
        return new Ec2Timing(time, time, time, profile, snapshot, image, volume);
    }

    /** The timing with another time to change the instance profile of an instance. */
    public Ec2Timing profiles(Duration time) {
        return new Ec2Timing(start, stop, terminate, time, snapshot, image, volume);
    }

    /** The timing with another time to complete a snapshot. */
    public Ec2Timing snapshots(Duration time) {
        return new Ec2Timing(start, stop, terminate, profile, time, image, volume);
    }

    /** The timing with another time until an image is available. */
    public Ec2Timing images(Duration time) {
        return new Ec2Timing(start, stop, terminate, profile, snapshot, time, volume);
    }

    /** The timing with another time to make, attach, detach and modify a volume. */
    public Ec2Timing volumes(Duration time) {
        return new Ec2Timing(start, stop, terminate, profile, snapshot, image, time);
    }
}
