package dev.firebreak.testkit.service.sqs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A move of messages out of a dead-letter queue, which is done when it is asked for.
 *
 * @param destination the queue that they went to; null when each went back to where it came from
 */
record MoveTask(
        String handle,
        String source,
        @Nullable String destination,
        @Nullable Integer rate,
        Instant started,
        long moved) {}
