package dev.firebreak.testkit.service.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class MessageCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/";
    private static final String GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/";
    private SqsClient sqs;
    private String url;

    @BeforeEach
    void createQueue() {
        sqs = client(SqsClient.builder());
        url = create("findings", Map.of());
    }

    private String create(String name, Map<String, String> attributes) {
        return sqs.createQueue(queue -> queue.queueName(name).attributesWithStrings(attributes))
                .queueUrl();
    }

    private void send(String body) {
        sqs.sendMessage(message -> message.queueUrl(url).messageBody(body));
    }

    private List<Message> receive(String queue) {
        return sqs.receiveMessage(query -> query.queueUrl(queue)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    private static List<String> bodies(List<Message> messages) {
        return messages.stream().map(Message::body).toList();
    }

    @Test
    @AwsFact(
            value = "Answers carry the MD5 of the body and of the attributes",
            source = GUIDE + "sqs-message-metadata.html")
    void sendMessage_attributes_areReceivedAsSent() {
        var severity = MessageAttributeValue.builder()
                .dataType("Number")
                .stringValue("8")
                .build();

        var sent = sqs.sendMessage(
                message -> message.queueUrl(url).messageBody("hello").messageAttributes(Map.of("severity", severity)));

        assertThat(sent.md5OfMessageBody()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(sent.md5OfMessageAttributes()).hasSize(32);
        assertThat(receive(url)).singleElement().satisfies(message -> {
            assertThat(message.messageId()).isEqualTo(sent.messageId());
            assertThat(message.messageAttributes()).containsExactly(Map.entry("severity", severity));
            assertThat(message.md5OfMessageAttributes()).isEqualTo(sent.md5OfMessageAttributes());
            assertThat(message.attributesAsStrings())
                    .containsEntry("ApproximateReceiveCount", "1")
                    .containsEntry("SenderId", "123456789012")
                    .containsEntry(
                            "SentTimestamp", String.valueOf(clock.instant().toEpochMilli()));
        });
    }

    @Test
    @AwsFact(
            value = "A received message is hidden for the visibility timeout, and comes again when it was not deleted",
            source = GUIDE + "sqs-visibility-timeout.html")
    void receiveMessage_notDeleted_comesAgainAfterTheTimeout() {
        send("hello");

        receive(url);
        assertThat(receive(url)).isEmpty();
        clock.advance(Duration.ofSeconds(29));
        assertThat(receive(url)).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        assertThat(receive(url))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.attributesAsStrings()).containsEntry("ApproximateReceiveCount", "2"));
    }

    @Test
    @AwsFact(value = "A deleted message does not come again", source = API + "API_DeleteMessage.html")
    void deleteMessage_received_isGone() {
        send("hello");
        String handle = receive(url).get(0).receiptHandle();

        sqs.deleteMessage(message -> message.queueUrl(url).receiptHandle(handle));
        clock.advance(Duration.ofHours(1));

        assertThat(receive(url)).isEmpty();
        sqs.deleteMessage(message -> message.queueUrl(url).receiptHandle(handle));
        assertThat(Refused.by(
                        () -> sqs.deleteMessage(message -> message.queueUrl(url).receiptHandle("hello"))))
                .isEqualTo("ReceiptHandleIsInvalid: The input receipt handle \"hello\" is not a valid receipt handle.");
    }

    @Test
    @AwsFact(
            value = "Only the receipt handle of the last receipt deletes a message",
            source = API + "API_DeleteMessage.html")
    void deleteMessage_earlierReceipt_deletesNothing() {
        send("hello");
        String first = receive(url).get(0).receiptHandle();
        clock.advance(Duration.ofSeconds(30));
        receive(url);

        sqs.deleteMessage(message -> message.queueUrl(url).receiptHandle(first));
        clock.advance(Duration.ofSeconds(30));

        assertThat(receive(url)).hasSize(1);
    }

    @Test
    @AwsFact(
            value = "The visibility of a message in flight can be changed, up to 12 hours in all",
            source = API + "API_ChangeMessageVisibility.html")
    void changeMessageVisibility_inFlight_movesTheTimeout() {
        send("hello");
        String handle = receive(url).get(0).receiptHandle();

        sqs.changeMessageVisibility(
                message -> message.queueUrl(url).receiptHandle(handle).visibilityTimeout(0));
        assertThat(Refused.by(() -> sqs.changeMessageVisibility(
                        message -> message.queueUrl(url).receiptHandle(handle).visibilityTimeout(10))))
                .contains("Message does not exist or is not available for visibility timeout change.");

        Message again = receive(url).get(0);
        clock.advance(Duration.ofSeconds(1));
        assertThat(Refused.by(() -> sqs.changeMessageVisibility(message -> message.queueUrl(url)
                        .receiptHandle(again.receiptHandle())
                        .visibilityTimeout(43_200))))
                .contains("Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
    }

    @Test
    @AwsFact(value = "A delayed message is hidden at first", source = GUIDE + "sqs-delay-queues.html")
    void sendMessage_delayed_isHiddenAtFirst() {
        sqs.sendMessage(message -> message.queueUrl(url).messageBody("later").delaySeconds(60));

        assertThat(receive(url)).isEmpty();
        assertThat(sqs.getQueueAttributes(query -> query.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributesAsStrings())
                .containsEntry("ApproximateNumberOfMessagesDelayed", "1")
                .containsEntry("ApproximateNumberOfMessages", "0");
        clock.advance(Duration.ofSeconds(60));
        assertThat(bodies(receive(url))).containsExactly("later");
    }

    @Test
    @AwsFact(value = "Messages are dropped after the retention period", source = API + "API_SetQueueAttributes.html")
    void receiveMessage_tooOld_isGone() {
        send("hello");

        clock.advance(Duration.ofDays(4).minusSeconds(1));
        assertThat(receive(url)).hasSize(1);
        clock.advance(Duration.ofSeconds(31));

        assertThat(receive(url)).isEmpty();
    }

    @Test
    @AwsFact(
            value = "A message received more often than maxReceiveCount goes to the dead-letter queue with its id",
            source = GUIDE + "sqs-dead-letter-queues.html")
    void receiveMessage_tooOften_goesToDeadLetters() {
        String dead = create("dead", Map.of());
        sqs.setQueueAttributes(
                change -> change.queueUrl(url)
                        .attributesWithStrings(
                                Map.of(
                                        "RedrivePolicy",
                                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:dead\",\"maxReceiveCount\":1}")));
        send("poison");
        String id = receive(url).get(0).messageId();
        clock.advance(Duration.ofSeconds(30));

        assertThat(receive(url)).isEmpty();
        assertThat(receive(dead)).singleElement().satisfies(message -> {
            assertThat(message.messageId()).isEqualTo(id);
            assertThat(message.attributesAsStrings())
                    .containsEntry("DeadLetterQueueSourceArn", "arn:aws:sqs:eu-west-1:123456789012:findings");
        });

        clock.advance(Duration.ofSeconds(30));
        sqs.startMessageMoveTask(task -> task.sourceArn("arn:aws:sqs:eu-west-1:123456789012:dead"));
        assertThat(bodies(receive(url))).containsExactly("poison");
        assertThat(sqs.listMessageMoveTasks(query -> query.sourceArn("arn:aws:sqs:eu-west-1:123456789012:dead"))
                        .results())
                .singleElement()
                .satisfies(task ->
                        assertThat(task.approximateNumberOfMessagesMoved()).isEqualTo(1));
    }

    @Test
    @AwsFact(value = "A batch has 1 to 10 entries with distinct ids", source = API + "API_SendMessageBatch.html")
    void sendMessageBatch_badBatch_isRefusedAsAWhole() {
        assertThat(Refused.by(
                        () -> sqs.sendMessageBatch(batch -> batch.queueUrl(url).entries(entries(11)))))
                .isEqualTo(
                        "AWS.SimpleQueueService.TooManyEntriesInBatchRequest: Maximum number of entries per request are 10. "
                                + "You have sent 11.");
        assertThat(Refused.by(() -> sqs.sendMessageBatch(batch -> batch.queueUrl(url)
                        .entries(entries(1).get(0), entries(1).get(0)))))
                .isEqualTo("AWS.SimpleQueueService.BatchEntryIdsNotDistinct: Id m0 repeated.");
        assertThat(Refused.by(
                        () -> sqs.sendMessageBatch(batch -> batch.queueUrl(url).entries(List.of()))))
                .startsWith("AWS.SimpleQueueService.EmptyBatchRequest");
    }

    private static List<SendMessageBatchRequestEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> SendMessageBatchRequestEntry.builder()
                        .id("m" + number)
                        .messageBody("body " + number)
                        .build())
                .toList();
    }

    @Test
    @AwsFact(value = "Entries of a batch succeed and fail one by one", source = API + "API_SendMessageBatch.html")
    void sendMessageBatch_oneBadEntry_sendsTheOthers() {
        var bad = SendMessageBatchRequestEntry.builder()
                .id("bad")
                .messageBody("x")
                .delaySeconds(901)
                .build();

        var answer = sqs.sendMessageBatch(
                batch -> batch.queueUrl(url).entries(entries(1).get(0), bad));

        assertThat(answer.successful())
                .singleElement()
                .satisfies(entry -> assertThat(entry.id()).isEqualTo("m0"));
        assertThat(answer.failed()).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo("bad");
            assertThat(entry.senderFault()).isTrue();
            assertThat(entry.code()).isEqualTo("InvalidParameterValue");
        });
        assertThat(bodies(receive(url))).containsExactly("body 0");
    }

    @Test
    @AwsFact(
            value = "A message with its attributes has up to 1 MiB, or less where the queue says so",
            source = GUIDE + "quotas-messages.html")
    void sendMessage_tooLong_isRefused() {
        String small = create("small", Map.of("MaximumMessageSize", "1024"));

        assertThat(Refused.by(() -> send("x".repeat(1_048_577))))
                .isEqualTo(
                        "InvalidParameterValue: One or more parameters are invalid. Reason: Message must be shorter than "
                                + "1048576 bytes.");
        assertThat(Refused.by(
                        () -> sqs.sendMessage(message -> message.queueUrl(small).messageBody("x".repeat(1025)))))
                .contains("Message must be shorter than 1024 bytes.");
        send("x".repeat(1_048_576));
    }

    @Test
    @AwsFact(value = "One call receives up to 10 messages", source = API + "API_ReceiveMessage.html")
    void receiveMessage_moreThanTen_isRefused() {
        assertThat(Refused.by(
                        () -> sqs.receiveMessage(query -> query.queueUrl(url).maxNumberOfMessages(11))))
                .isEqualTo(
                        "InvalidParameterValue: Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be "
                                + "between 1 and 10, if provided.");
    }

    @Test
    @AwsFact(
            value = "A FIFO queue holds a group back while one of its messages is in flight",
            source = GUIDE + "using-messagegroupid-property.html")
    void receiveMessage_fifo_keepsGroupsInOrder() {
        String fifo = create("orders.fifo", Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
        for (String body : List.of("a1", "b1", "a2")) {
            sqs.sendMessage(message -> message.queueUrl(fifo).messageBody(body).messageGroupId(body.substring(0, 1)));
        }

        Message first =
                sqs.receiveMessage(query -> query.queueUrl(fifo)).messages().get(0);

        assertThat(first.body()).isEqualTo("a1");
        assertThat(bodies(receive(fifo))).containsExactly("b1");
        sqs.deleteMessage(message -> message.queueUrl(fifo).receiptHandle(first.receiptHandle()));
        assertThat(bodies(receive(fifo))).containsExactly("a2");
    }

    @Test
    @AwsFact(
            value = "A FIFO queue takes a message with the same deduplication id once in five minutes",
            source = GUIDE + "using-messagededuplicationid-property.html")
    void sendMessage_fifoTwice_isTakenOnce() {
        String fifo = create("orders.fifo", Map.of("FifoQueue", "true"));
        var first = sqs.sendMessage(message ->
                message.queueUrl(fifo).messageBody("a").messageGroupId("g").messageDeduplicationId("1"));
        var second = sqs.sendMessage(message ->
                message.queueUrl(fifo).messageBody("b").messageGroupId("g").messageDeduplicationId("1"));

        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(second.sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(bodies(receive(fifo))).containsExactly("a");

        clock.advance(Duration.ofMinutes(5));
        var third = sqs.sendMessage(message ->
                message.queueUrl(fifo).messageBody("c").messageGroupId("g").messageDeduplicationId("1"));
        assertThat(third.sequenceNumber()).isGreaterThan(first.sequenceNumber());
    }

    @Test
    @AwsFact(
            value = "A FIFO queue needs a group, a deduplication id unless it makes one of the content, and no delay",
            source = API + "API_SendMessage.html")
    void sendMessage_fifoWithout_isRefused() {
        String fifo = create("orders.fifo", Map.of("FifoQueue", "true"));

        assertThat(Refused.by(
                        () -> sqs.sendMessage(message -> message.queueUrl(fifo).messageBody("a"))))
                .isEqualTo("MissingParameter: The request must contain the parameter MessageGroupId.");
        assertThat(Refused.by(() -> sqs.sendMessage(
                        message -> message.queueUrl(fifo).messageBody("a").messageGroupId("g"))))
                .startsWith("InvalidParameterValue: The queue should either have ContentBasedDeduplication enabled");
        assertThat(Refused.by(() -> sqs.sendMessage(
                        message -> message.queueUrl(url).messageBody("a").messageDeduplicationId("1"))))
                .contains("The request include parameter that is not valid for this queue type.");
    }
}
