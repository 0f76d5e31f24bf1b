package dev.firebreak.aws.internal.autoscaling;

/**
 * An instance's membership of its Auto Scaling group.
 *
 * @param place where the instance is: {@code in group}, {@code standby} or {@code out}
 */
record Membership(String place) {}
