package dev.firebreak.testkit.service.logs;

/**
 * A log event on its way to a subscriber.
 *
 * @param destination the ARN that the subscription filter names
 * @param logGroup the log group
 * @param logStream the log stream
 * @param timestamp when it happened, in milliseconds
 * @param message what it says
 */
public record SubscribedEvent(String destination, String logGroup, String logStream, long timestamp, String message) {}
