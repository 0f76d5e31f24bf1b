package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.delivery.Recipients;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Publishes messages. */
final class PublishOperations {
    private static final int MOST = 10;

    private PublishOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("Publish", PublishRequest::builder, PublishOperations::publish)
                .on("PublishBatch", PublishBatchRequest::builder, PublishOperations::publishBatch);
    }

    private static PublishResponse publish(Call call, PublishRequest request) {
        if (request.phoneNumber() != null) {
            return toPhone(call, request);
        }
        String arn = request.topicArn() != null ? request.topicArn() : request.targetArn();
        if (arn == null) {
            throw SnsErrors.invalid("TopicArn or TargetArn Reason: no value for required parameter");
        }
        var message = Notification.of(request);
        Topic topic = Topics.find(call, arn, "Publish");
        Topic.Published published = new Publishing(call.world(), topic).publish(message);
        return PublishResponse.builder()
                .messageId(published.messageId())
                .sequenceNumber(nullIfEmpty(published.sequence()))
                .build();
    }

    private static PublishResponse toPhone(Call call, PublishRequest request) {
        if (!request.phoneNumber().matches("\\+[1-9]\\d{1,14}")) {
            throw SnsErrors.invalid("PhoneNumber Reason: %s is not valid to publish to", request.phoneNumber());
        }
        var message = Notification.of(request);
        Recipients.of(call.world()).deliver(request.phoneNumber(), message.textFor("sms"));
        return PublishResponse.builder().messageId(call.world().ids().uuid()).build();
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private static PublishBatchResponse publishBatch(Call call, PublishBatchRequest request) {
        checkBatch(request.publishBatchRequestEntries());
        Topic topic = Topics.find(call, request.topicArn(), "Publish");
        var publishing = new Publishing(call.world(), topic);
        List<PublishBatchResultEntry> done = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (PublishBatchRequestEntry entry : request.publishBatchRequestEntries()) {
            try {
                Topic.Published published = publishing.publish(Notification.entry(entry));
                done.add(PublishBatchResultEntry.builder()
                        .id(entry.id())
                        .messageId(published.messageId())
                        .sequenceNumber(nullIfEmpty(published.sequence()))
                        .build());
            } catch (AwsError refused) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code(refused.code())
                        .message(refused.message())
                        .senderFault(refused.status() < 500)
                        .build());
            }
        }
        return PublishBatchResponse.builder().successful(done).failed(failed).build();
    }

    private static void checkBatch(List<PublishBatchRequestEntry> entries) {
        if (entries.isEmpty()) {
            throw AwsError.of("EmptyBatchRequest", "The batch request doesn't contain any entries.");
        }
        if (entries.size() > MOST) {
            throw AwsError.of(
                    "TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
        }
        var ids = new HashSet<String>();
        for (PublishBatchRequestEntry entry : entries) {
            if (entry.id() == null || !entry.id().matches("[\\w-]{1,80}")) {
                throw AwsError.of(
                        "InvalidBatchEntryId",
                        "The Id of a batch entry in a batch request doesn't abide by the specification.");
            }
            if (!ids.add(entry.id())) {
                throw AwsError.of(
                        "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
            }
        }
        if (entries.stream().mapToInt(NotificationChecks::size).sum() > NotificationChecks.MAXIMUM_SIZE) {
            throw AwsError.of(
                    "BatchRequestTooLong", "The length of all the batch messages put together is more than the limit.");
        }
    }
}
