package dev.firebreak.testkit.service.cloudtrail;

import java.time.Duration;

/**
 * How long CloudTrail takes, by the world's clock.
 *
 * @param history from a call until {@code LookupEvents} shows it
 * @param delivery from the end of a period of five minutes until its log file is in the bucket
 */
public record TrailTiming(Duration history, Duration delivery) {
    /**
     * As AWS does on average: five minutes until an event can be looked up, and log files every five minutes. A test that
     * looks up what it has just done finds nothing, as on AWS, until it moves its clock.
     *
     * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html">How CloudTrail works</a>
     */
    public static final TrailTiming DEFAULT = new TrailTiming(Duration.ofMinutes(5), Duration.ZERO);

    /** Everything is there at once; kinder than AWS. */
    public static final TrailTiming IMMEDIATE = new TrailTiming(Duration.ZERO, Duration.ZERO);

    /** The timing with another time until {@code LookupEvents} shows a call. */
    public TrailTiming history(Duration time) {
        return new TrailTiming(time, delivery);
    }

    /** The timing with another time until a log file is in the bucket. */
    public TrailTiming delivery(Duration time) {
        return new TrailTiming(history, time);
    }
}
