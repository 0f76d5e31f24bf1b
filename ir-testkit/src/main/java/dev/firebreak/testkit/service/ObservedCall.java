package dev.firebreak.testkit.service;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * One call and what came of it: an answer or a refusal.
 *
 * @param service the signing name of the service
 * @param operation the operation's name
 * @param call who called, where and when
 * @param request the typed request
 * @param sender what HTTP tells of the sender
 * @param response the answer; null when the call was refused
 * @param error the refusal; null when the call was answered
 */
public record ObservedCall(
        String service,
        String operation,
        Call call,
        AwsRequest request,
        Sender sender,
        @Nullable AwsResponse response,
        @Nullable AwsError error) {

    /**
     * What HTTP tells of the sender.
     *
     * @param host the host that was called
     * @param userAgent the user agent
     * @param address the IP address
     * @param query the query parameters
     */
    public record Sender(String host, String userAgent, String address, Map<String, List<String>> query) {}
}
