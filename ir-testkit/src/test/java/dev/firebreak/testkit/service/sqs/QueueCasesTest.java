package dev.firebreak.testkit.service.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

class QueueCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/";
    private static final String GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/";
    private SqsClient sqs;

    @BeforeEach
    void connect() {
        sqs = client(SqsClient.builder());
    }

    private String create(String name, Map<String, String> attributes) {
        return sqs.createQueue(queue -> queue.queueName(name).attributesWithStrings(attributes))
                .queueUrl();
    }

    private String arn(String url) {
        return sqs.getQueueAttributes(query -> query.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }

    @Test
    @AwsFact(
            value = "The URL of a queue names the Region, the account and the queue",
            source = GUIDE + "sqs-queue-message-identifiers.html")
    void createQueue_new_answersItsUrl() {
        assertThat(create("findings", Map.of()))
                .isEqualTo("https://sqs.eu-west-1.amazonaws.com/123456789012/findings")
                .isEqualTo(sqs.getQueueUrl(query -> query.queueName("findings")).queueUrl());
    }

    @Test
    @AwsFact(
            value = "A queue is made again with the same attributes without effect, and refused with others",
            source = API + "API_CreateQueue.html")
    void createQueue_existing_isTheSameOnlyWithTheSameAttributes() {
        String url = create("findings", Map.of("VisibilityTimeout", "60"));

        assertThat(create("findings", Map.of("VisibilityTimeout", "60"))).isEqualTo(url);
        assertThat(create("findings", Map.of())).isEqualTo(url);
        assertThatThrownBy(() -> create("findings", Map.of("VisibilityTimeout", "61")))
                .isInstanceOf(QueueNameExistsException.class)
                .hasMessageContaining("different value for attribute VisibilityTimeout");
    }

    @Test
    @AwsFact(
            value = "JSON answers name the error of the query protocol in the header x-amzn-query-error",
            source = GUIDE + "sqs-json-faqs.html")
    void getQueueUrl_unknown_isRefusedByBothNames() {
        assertThat(Refused.by(() -> sqs.getQueueUrl(query -> query.queueName("none"))))
                .isEqualTo("AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.");
        assertThatThrownBy(() -> sqs.getQueueUrl(query -> query.queueName("none")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    @Test
    @AwsFact(
            value =
                    "Names have up to 80 letters, digits, hyphens and underscores, and those of FIFO queues end with .fifo",
            source = API + "API_CreateQueue.html")
    void createQueue_badName_isRefused() {
        assertThat(Refused.by(() -> create("a b", Map.of())))
                .isEqualTo(
                        "InvalidParameterValue: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 "
                                + "in length");
        assertThat(Refused.by(() -> create("orders.fifo", Map.of()))).startsWith("InvalidParameterValue: Can only");
        assertThat(Refused.by(() -> create("orders", Map.of("FifoQueue", "true"))))
                .startsWith("InvalidParameterValue: The name of a FIFO queue can only include");
    }

    @Test
    @AwsFact(
            value = "Attributes have documented defaults: visible again after 30 s, kept for four days",
            source = API + "API_SetQueueAttributes.html")
    void getQueueAttributes_new_answersDefaults() {
        String url = create("findings", Map.of());

        assertThat(sqs.getQueueAttributes(query -> query.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributesAsStrings())
                .containsEntry("QueueArn", "arn:aws:sqs:eu-west-1:123456789012:findings")
                .containsEntry("VisibilityTimeout", "30")
                .containsEntry("MessageRetentionPeriod", "345600")
                .containsEntry("DelaySeconds", "0")
                .containsEntry("SqsManagedSseEnabled", "true")
                .containsEntry("ApproximateNumberOfMessages", "0")
                .doesNotContainKeys("FifoQueue", "Policy");
        assertThat(sqs.getQueueAttributes(query -> query.queueUrl(url)).attributes())
                .isEmpty();
    }

    @Test
    @AwsFact(value = "Attributes out of range are refused", source = API + "API_SetQueueAttributes.html")
    void setQueueAttributes_outOfRange_isRefused() {
        String url = create("findings", Map.of());

        assertThat(Refused.by(() -> sqs.setQueueAttributes(
                        change -> change.queueUrl(url).attributesWithStrings(Map.of("VisibilityTimeout", "43201")))))
                .isEqualTo("InvalidAttributeValue: Invalid value for the parameter VisibilityTimeout.");
        assertThat(Refused.by(() -> sqs.setQueueAttributes(
                        change -> change.queueUrl(url).attributesWithStrings(Map.of("Colour", "red")))))
                .isEqualTo("InvalidAttributeName: Unknown Attribute Colour.");
    }

    @Test
    @AwsFact(
            value = "A dead-letter queue is of the same type as its source, and must exist",
            source = GUIDE + "sqs-dead-letter-queues.html")
    void setQueueAttributes_redriveToOtherType_isRefused() {
        create("dead", Map.of());
        String fifo = create("orders.fifo", Map.of("FifoQueue", "true"));

        assertThat(Refused.by(() -> redrive(fifo, "arn:aws:sqs:eu-west-1:123456789012:dead")))
                .contains("Dead-letter queue must be same type of queue as the source.");
        assertThat(Refused.by(() -> redrive(fifo, "arn:aws:sqs:eu-west-1:123456789012:none.fifo")))
                .contains("Dead letter target does not exist.");
    }

    private void redrive(String url, String target) {
        String policy = "{\"deadLetterTargetArn\":\"" + target + "\",\"maxReceiveCount\":\"2\"}";
        sqs.setQueueAttributes(change -> change.queueUrl(url).attributesWithStrings(Map.of("RedrivePolicy", policy)));
    }

    @Test
    @AwsFact(value = "Queues are listed in pages only when MaxResults is given", source = API + "API_ListQueues.html")
    void listQueues_maxResults_pages() {
        create("a-1", Map.of());
        create("a-2", Map.of());
        create("b", Map.of());

        assertThat(sqs.listQueues(query -> query.queueNamePrefix("a-")).queueUrls())
                .hasSize(2);
        assertThat(sqs.listQueuesPaginator(query -> query.maxResults(2)).queueUrls())
                .hasSize(3);
        assertThat(sqs.listQueues().nextToken()).isNull();
        assertThat(Refused.by(() -> sqs.listQueues(query -> query.maxResults(2).nextToken("x"))))
                .startsWith("InvalidParameterValue");
    }

    @Test
    @AwsFact(
            value = "The name of a deleted queue is free again after 60 seconds",
            source = API + "API_DeleteQueue.html")
    void createQueue_justDeleted_isRefusedForAMinute() {
        String url = create("findings", Map.of());
        sqs.deleteQueue(queue -> queue.queueUrl(url));

        assertThat(Refused.by(() -> create("findings", Map.of())))
                .startsWith("AWS.SimpleQueueService.QueueDeletedRecently: You must wait 60 seconds");
        clock.advance(Duration.ofSeconds(60));
        assertThat(create("findings", Map.of())).isEqualTo(url);
    }

    @Test
    @AwsFact(value = "A queue is purged at most once in 60 seconds", source = API + "API_PurgeQueue.html")
    void purgeQueue_twice_isRefusedForAMinute() {
        String url = create("findings", Map.of());
        sqs.sendMessage(message -> message.queueUrl(url).messageBody("1"));

        sqs.purgeQueue(queue -> queue.queueUrl(url));

        assertThat(sqs.receiveMessage(query -> query.queueUrl(url)).messages()).isEmpty();
        assertThat(Refused.by(() -> sqs.purgeQueue(queue -> queue.queueUrl(url))))
                .isEqualTo(
                        "AWS.SimpleQueueService.PurgeQueueInProgress: Only one PurgeQueue operation on findings is allowed "
                                + "every 60 seconds.");
        clock.advance(Duration.ofSeconds(60));
        sqs.purgeQueue(queue -> queue.queueUrl(url));
    }

    @Test
    @AwsFact(
            value = "Another account may use a queue only when its policy says so",
            source = GUIDE + "sqs-overview-of-managing-access.html")
    void sendMessage_otherAccount_needsThePolicy() {
        String url = create("findings", Map.of());
        SqsClient other = fake.configure(SqsClient.builder())
                .credentialsProvider(fake.credentials("210987654321"))
                .build();

        try (other) {
            assertThat(Refused.by(() ->
                            other.sendMessage(message -> message.queueUrl(url).messageBody("hello"))))
                    .startsWith("AccessDenied: User: arn:aws:iam::210987654321:root is not authorized to perform: "
                            + "sqs:sendmessage on resource: arn:aws:sqs:eu-west-1:123456789012:findings");
            sqs.addPermission(permission -> permission
                    .queueUrl(url)
                    .label("send")
                    .awsAccountIds("210987654321")
                    .actions("SendMessage"));
            other.sendMessage(message -> message.queueUrl(url).messageBody("hello"));
            assertThat(Refused.by(() -> other.receiveMessage(query -> query.queueUrl(url))))
                    .startsWith("AccessDenied");

            sqs.removePermission(permission -> permission.queueUrl(url).label("send"));
            assertThat(Refused.by(() ->
                            other.sendMessage(message -> message.queueUrl(url).messageBody("hello"))))
                    .startsWith("AccessDenied");
        }
    }

    @Test
    @AwsFact(
            value = "An explicit Deny of a queue's policy holds against its own account, too",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html")
    void sendMessage_denied_isRefused() {
        String url = create(
                "findings",
                Map.of(
                        "Policy",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","
                                + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}"));

        assertThat(Refused.by(
                        () -> sqs.sendMessage(message -> message.queueUrl(url).messageBody("hello"))))
                .startsWith("AccessDenied");
        assertThat(sqs.receiveMessage(query -> query.queueUrl(url)).messages()).isEmpty();
    }

    @Test
    @AwsFact(value = "A queue has up to 50 tags, by key", source = GUIDE + "sqs-queue-tags.html")
    void tagQueue_tags_areListed() {
        String url = create("findings", Map.of());

        sqs.tagQueue(tags -> tags.queueUrl(url).tags(Map.of("team", "soc", "stage", "test")));
        sqs.untagQueue(tags -> tags.queueUrl(url).tagKeys("stage"));

        assertThat(sqs.listQueueTags(query -> query.queueUrl(url)).tags()).containsExactly(Map.entry("team", "soc"));
        assertThat(arn(url)).endsWith(":findings");
    }
}
