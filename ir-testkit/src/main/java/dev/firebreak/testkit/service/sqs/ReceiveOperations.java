package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Receives messages. A long poll is answered at once, as nobody else could send while it waits. */
final class ReceiveOperations {
    private ReceiveOperations() {}

    static void addTo(Operations operations) {
        operations.on("ReceiveMessage", ReceiveMessageRequest::builder, ReceiveOperations::receive);
    }

    private static ReceiveMessageResponse receive(Call call, ReceiveMessageRequest request) {
        Queue queue = Queues.find(call, request.queueUrl(), "ReceiveMessage");
        int most = within("MaxNumberOfMessages", request.maxNumberOfMessages(), 1, 10)
                .orElse(1);
        within("WaitTimeSeconds", request.waitTimeSeconds(), 0, 20);
        long hidden = within("VisibilityTimeout", request.visibilityTimeout(), 0, 43_200)
                .map(Integer::longValue)
                .orElseGet(() -> queue.number("VisibilityTimeout"));
        if (!queue.isFifo() && request.receiveRequestAttemptId() != null) {
            throw SqsErrors.notForThisType("ReceiveRequestAttemptId", request.receiveRequestAttemptId());
        }
        Instant now = call.now();
        List<Message> received = new ArrayList<>();
        for (QueueMessage message : available(call, queue, most)) {
            message.receive(now, now.plusSeconds(hidden));
            received.add(answer(message, request));
        }
        return ReceiveMessageResponse.builder()
                .messages(received.isEmpty() ? null : received)
                .build();
    }

    private static Optional<Integer> within(String name, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw SqsErrors.invalidParameter(
                    name, value, "Must be between " + least + " and " + most + ", if provided.");
        }
        return Optional.ofNullable(value);
    }

    /** The next visible messages; of a FIFO group none while an earlier one is hidden. What was received too often goes away. */
    private static List<QueueMessage> available(Call call, Queue queue, int most) {
        Instant now = call.now();
        List<QueueMessage> found = new ArrayList<>();
        Set<String> blocked = new HashSet<>();
        for (QueueMessage message : List.copyOf(queue.messages(now))) {
            String group = queue.isFifo() ? message.content().group() : null;
            if (found.size() == most || (group != null && blocked.contains(group))) {
                continue;
            }
            if (message.isVisible(now)) {
                if (!toDeadLetters(call, queue, message)) {
                    found.add(message);
                }
            } else if (group != null) {
                blocked.add(group);
            }
        }
        return found;
    }

    private static boolean toDeadLetters(Call call, Queue queue, QueueMessage message) {
        Optional<Queue> target = RedrivePolicy.of(queue)
                .filter(policy -> message.received() >= policy.maxReceiveCount())
                .flatMap(policy -> Queues.byArn(call.world(), policy.target()));
        target.ifPresent(deadLetters -> Sending.move(call.world(), message, queue, deadLetters));
        return target.isPresent();
    }

    private static Message answer(QueueMessage message, ReceiveMessageRequest request) {
        QueueMessage.Content content = message.content();
        Map<String, MessageAttributeValue> attributes = new TreeMap<>(content.attributes());
        attributes.keySet().removeIf(name -> !wanted(request.messageAttributeNames(), name));
        Map<String, String> system = system(message, request);
        return Message.builder()
                .messageId(content.id())
                .receiptHandle(ReceiptHandle.of(message).text())
                .body(content.body())
                .md5OfBody(MessageDigests.body(content.body()))
                .attributesWithStrings(system.isEmpty() ? null : system)
                .messageAttributes(attributes.isEmpty() ? null : attributes)
                .md5OfMessageAttributes(MessageDigests.attributes(attributes))
                .build();
    }

    private static boolean wanted(List<String> names, String attribute) {
        return names.stream()
                .anyMatch(name -> name.equals("All")
                        || name.equals(attribute)
                        || (name.endsWith(".*") && attribute.startsWith(name.substring(0, name.length() - 2))));
    }

    @SuppressWarnings("deprecation") // older clients still ask by AttributeNames
    private static Map<String, String> system(QueueMessage message, ReceiveMessageRequest request) {
        Set<String> wanted = new HashSet<>(request.attributeNamesAsStrings());
        wanted.addAll(request.messageSystemAttributeNamesAsStrings());
        Map<String, String> all = new TreeMap<>(message.content().system());
        all.put("ApproximateReceiveCount", String.valueOf(message.received()));
        all.put(
                "ApproximateFirstReceiveTimestamp",
                String.valueOf(Objects.requireNonNull(message.firstReceived()).toEpochMilli()));
        if (!wanted.contains("All")) {
            all.keySet().retainAll(wanted);
        }
        return all;
    }
}
