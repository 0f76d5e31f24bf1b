package dev.firebreak.testkit.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * One call that was made, whether it succeeded or not.
 *
 * @param service the signing name of the service, such as {@code ec2}
 * @param operation the operation's name, such as {@code RunInstances}
 * @param account the id of the caller's account
 * @param region the Region of the call
 * @param accessKeyId the access key id that signed the request; empty when it was not signed
 * @param time when, by the world's clock
 * @param errorCode the error that was answered; empty when the call succeeded
 * @param answered whether the caller got an answer; false when the connection was dropped
 */
public record CallRecord(
        String service,
        String operation,
        String account,
        String region,
        String accessKeyId,
        Instant time,
        Optional<String> errorCode,
        boolean answered) {}
