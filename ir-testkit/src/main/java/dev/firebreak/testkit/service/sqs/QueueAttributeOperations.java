package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.TagQueueRequest;
import software.amazon.awssdk.services.sqs.model.TagQueueResponse;
import software.amazon.awssdk.services.sqs.model.UntagQueueRequest;
import software.amazon.awssdk.services.sqs.model.UntagQueueResponse;

/** The attributes and tags of queues. */
final class QueueAttributeOperations {
    private static final int MOST_TAGS = 50;

    private QueueAttributeOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("GetQueueAttributes", GetQueueAttributesRequest::builder, QueueAttributeOperations::get)
                .on("SetQueueAttributes", SetQueueAttributesRequest::builder, QueueAttributeOperations::set)
                .on("TagQueue", TagQueueRequest::builder, QueueAttributeOperations::tag)
                .on("UntagQueue", UntagQueueRequest::builder, QueueAttributeOperations::untag)
                .on("ListQueueTags", ListQueueTagsRequest::builder, QueueAttributeOperations::tags);
    }

    private static GetQueueAttributesResponse get(Call call, GetQueueAttributesRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "GetQueueAttributes");
        List<String> wanted = request.attributeNamesAsStrings();
        for (String name : wanted) {
            if (QueueAttributeName.fromValue(name) == QueueAttributeName.UNKNOWN_TO_SDK_VERSION) {
                throw SqsErrors.unknownAttribute(name);
            }
        }
        Map<String, String> all = all(queue, call.now());
        if (!wanted.contains("All")) {
            all.keySet().retainAll(Set.copyOf(wanted));
        }
        return GetQueueAttributesResponse.builder().attributesWithStrings(all).build();
    }

    private static Map<String, String> all(Queue queue, Instant now) {
        var all = new TreeMap<>(QueueAttributes.defaults(queue.isFifo()));
        all.putAll(queue.attributes());
        if (all.containsKey("KmsMasterKeyId")) {
            all.put("SqsManagedSseEnabled", "false");
            all.putIfAbsent("KmsDataKeyReusePeriodSeconds", "300");
        }
        all.put("QueueArn", queue.name().arn());
        all.put("CreatedTimestamp", String.valueOf(queue.created().getEpochSecond()));
        all.put("LastModifiedTimestamp", String.valueOf(queue.modified().getEpochSecond()));
        Collection<QueueMessage> messages = queue.messages(now);
        long hidden =
                messages.stream().filter(message -> message.isInFlight(now)).count();
        long delayed =
                messages.stream().filter(message -> message.isDelayed(now)).count();
        all.put("ApproximateNumberOfMessages", String.valueOf(messages.size() - hidden - delayed));
        all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(hidden));
        all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(delayed));
        return all;
    }

    private static SetQueueAttributesResponse set(Call call, SetQueueAttributesRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "SetQueueAttributes");
        Map<String, String> attributes = request.attributesAsStrings();
        if (attributes.isEmpty()) {
            throw SqsErrors.missing("Attribute.Name");
        }
        if (attributes.containsKey("FifoQueue")) {
            throw SqsErrors.unknownAttribute("FifoQueue");
        }
        QueueAttributes.check(queue.isFifo(), attributes);
        QueueOperations.checkRedrive(call, queue.name(), attributes);
        queue.attributes(attributes, call.now());
        return SetQueueAttributesResponse.builder().build();
    }

    private static TagQueueResponse tag(Call call, TagQueueRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "TagQueue");
        var tags = new TreeMap<>(queue.tags());
        tags.putAll(request.tags());
        if (request.tags().isEmpty()) {
            throw SqsErrors.missing("Tags");
        }
        if (tags.size() > MOST_TAGS) {
            throw SqsErrors.invalid(
                    "Too many tags added for queue %s.", queue.name().name());
        }
        queue.tags().putAll(tags);
        return TagQueueResponse.builder().build();
    }

    private static UntagQueueResponse untag(Call call, UntagQueueRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "UntagQueue");
        request.tagKeys().forEach(queue.tags()::remove);
        return UntagQueueResponse.builder().build();
    }

    private static ListQueueTagsResponse tags(Call call, ListQueueTagsRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "ListQueueTags");
        return ListQueueTagsResponse.builder().tags(queue.tags()).build();
    }
}
