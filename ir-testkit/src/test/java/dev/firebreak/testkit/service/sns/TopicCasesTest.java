package dev.firebreak.testkit.service.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class TopicCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/sns/latest/api/";
    private static final String GUIDE = "https://docs.aws.amazon.com/sns/latest/dg/";
    private static final String QUEUE_ARN = "arn:aws:sqs:eu-west-1:123456789012:alerts";

    private SnsClient sns;
    private SqsClient sqs;
    private String topic;
    private String queue;

    @BeforeEach
    void create() {
        sns = client(SnsClient.builder());
        sqs = client(SqsClient.builder());
        topic = sns.createTopic(made -> made.name("alerts")).topicArn();
        queue = sqs.createQueue(made -> made.queueName("alerts")).queueUrl();
    }

    private void letTopicIn() {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"Service\":\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"" + QUEUE_ARN
                + "\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"" + topic + "\"}}}]}";
        sqs.setQueueAttributes(change -> change.queueUrl(queue).attributesWithStrings(Map.of("Policy", policy)));
    }

    private String subscribe(String protocol, String endpoint) {
        return sns.subscribe(request -> request.topicArn(topic)
                        .protocol(protocol)
                        .endpoint(endpoint)
                        .returnSubscriptionArn(true))
                .subscriptionArn();
    }

    private List<Message> received() {
        return sqs.receiveMessage(
                        query -> query.queueUrl(queue).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @Test
    @AwsFact(value = "A topic is made again without effect", source = API + "API_CreateTopic.html")
    void createTopic_existing_isTheSame() {
        assertThat(topic).isEqualTo("arn:aws:sns:eu-west-1:123456789012:alerts");
        assertThat(sns.createTopic(made -> made.name("alerts")).topicArn()).isEqualTo(topic);
        assertThat(Refused.by(
                        () -> sns.createTopic(made -> made.name("alerts").attributes(Map.of("DisplayName", "x")))))
                .isEqualTo(
                        "InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different "
                                + "attributes");
        assertThat(Refused.by(() -> sns.createTopic(made -> made.name("a b"))))
                .isEqualTo("InvalidParameter: Invalid parameter: Topic Name");
    }

    @Test
    @AwsFact(
            value = "A subscribed queue gets a JSON envelope around the message",
            source = GUIDE + "sns-message-and-json-formats.html")
    void publish_toQueue_arrivesInAnEnvelope() throws Exception {
        letTopicIn();
        subscribe("sqs", QUEUE_ARN);

        String id = sns.publish(message -> message.topicArn(topic)
                        .subject("Finding")
                        .message("hello")
                        .messageAttributes(Map.of(
                                "severity",
                                MessageAttributeValue.builder()
                                        .dataType("Number")
                                        .stringValue("8")
                                        .build())))
                .messageId();

        JsonNode envelope = json(received().get(0).body());
        assertThat(envelope.path("Type").asText()).isEqualTo("Notification");
        assertThat(envelope.path("MessageId").asText()).isEqualTo(id);
        assertThat(envelope.path("TopicArn").asText()).isEqualTo(topic);
        assertThat(envelope.path("Subject").asText()).isEqualTo("Finding");
        assertThat(envelope.path("Message").asText()).isEqualTo("hello");
        assertThat(envelope.path("Timestamp").asText()).isEqualTo("2026-01-15T09:00:00.000Z");
        assertThat(envelope.path("SignatureVersion").asText()).isEqualTo("1");
        assertThat(envelope.path("Signature").asText()).isNotEmpty();
        assertThat(envelope.path("SigningCertURL").asText()).startsWith("https://sns.eu-west-1.amazonaws.com/");
        assertThat(envelope.path("UnsubscribeURL").asText()).contains("Action=Unsubscribe");
        assertThat(envelope.at("/MessageAttributes/severity/Value").asText()).isEqualTo("8");
    }

    @Test
    @AwsFact(
            value = "With raw delivery a queue gets the message and its attributes themselves",
            source = GUIDE + "sns-large-payload-raw-message-delivery.html")
    void publish_raw_arrivesAsPublished() {
        letTopicIn();
        String subscription = subscribe("sqs", QUEUE_ARN);
        sns.setSubscriptionAttributes(change -> change.subscriptionArn(subscription)
                .attributeName("RawMessageDelivery")
                .attributeValue("true"));

        sns.publish(message -> message.topicArn(topic)
                .message("hello")
                .messageAttributes(Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("x")
                                .build())));

        assertThat(received()).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo("hello");
            assertThat(message.messageAttributes().get("kind").stringValue()).isEqualTo("x");
        });
    }

    @Test
    @AwsFact(
            value =
                    "A queue whose policy does not let the topic in gets nothing, and a dead-letter queue gets it instead",
            source = GUIDE + "sns-dead-letter-queues.html")
    void publish_queueNotOpen_goesToDeadLetters() {
        letTopicIn();
        sqs.createQueue(made -> made.queueName("closed"));
        String subscription = subscribe("sqs", "arn:aws:sqs:eu-west-1:123456789012:closed");
        sns.publish(message -> message.topicArn(topic).message("lost"));
        assertThat(received()).isEmpty();

        sns.setSubscriptionAttributes(change -> change.subscriptionArn(subscription)
                .attributeName("RedrivePolicy")
                .attributeValue("{\"deadLetterTargetArn\":\"" + QUEUE_ARN + "\"}"));
        sns.publish(message -> message.topicArn(topic).message("kept"));

        assertThat(received())
                .singleElement()
                .satisfies(message -> assertThat(message.body()).contains("\"Message\":\"kept\""));
    }

    @Test
    @AwsFact(
            value = "An endpoint outside of AWS gets messages only after it has confirmed with the token sent to it",
            source = API + "API_ConfirmSubscription.html")
    void subscribe_https_mustConfirm() throws Exception {
        String endpoint = "https://soc.example.com/hook";
        sns.subscribe(request -> request.topicArn(topic).protocol("https").endpoint(endpoint));
        sns.publish(message -> message.topicArn(topic).message("early"));
        assertThat(sns.listSubscriptionsByTopic(query -> query.topicArn(topic)).subscriptions())
                .singleElement()
                .satisfies(one -> assertThat(one.subscriptionArn()).isEqualTo("PendingConfirmation"));
        JsonNode asked = json(fake.recipients().received(endpoint).get(0));
        assertThat(asked.path("Type").asText()).isEqualTo("SubscriptionConfirmation");

        assertThat(Refused.by(() -> sns.confirmSubscription(
                        confirm -> confirm.topicArn(topic).token("wrong"))))
                .isEqualTo("InvalidParameter: Invalid parameter: Token");
        sns.confirmSubscription(
                confirm -> confirm.topicArn(topic).token(asked.path("Token").asText()));
        sns.publish(message -> message.topicArn(topic).message("late"));

        assertThat(fake.recipients().received(endpoint))
                .hasSize(2)
                .last()
                .satisfies(text -> assertThat(text).contains("\"Message\":\"late\""));
    }

    @Test
    @AwsFact(
            value = "A subscription that nobody confirms goes away after two days",
            source = API + "API_ConfirmSubscription.html")
    void subscribe_neverConfirmed_lapses() {
        sns.subscribe(request -> request.topicArn(topic).protocol("email").endpoint("soc@example.com"));

        clock.advance(Duration.ofDays(2));

        assertThat(sns.listSubscriptionsByTopic(query -> query.topicArn(topic)).subscriptions())
                .isEmpty();
    }

    @Test
    @AwsFact(
            value = "A Lambda function gets an event with Records, and need not confirm",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html")
    void publish_toFunction_arrivesAsRecords() throws Exception {
        String function = "arn:aws:lambda:eu-west-1:123456789012:function:contain";
        subscribe("lambda", function);

        sns.publish(message -> message.topicArn(topic).message("hello"));

        JsonNode event = json(fake.recipients().received(function).get(0));
        assertThat(event.at("/Records/0/EventSource").asText()).isEqualTo("aws:sns");
        assertThat(event.at("/Records/0/Sns/Message").asText()).isEqualTo("hello");
    }

    @Test
    @AwsFact(value = "With the structure json every protocol gets its own text", source = API + "API_Publish.html")
    void publish_structured_picksTheTextOfTheProtocol() {
        letTopicIn();
        subscribe("sqs", QUEUE_ARN);

        sns.publish(message -> message.topicArn(topic)
                .messageStructure("json")
                .message("{\"default\":\"all\",\"sqs\":\"for queues\"}"));

        assertThat(received().get(0).body()).contains("\"Message\":\"for queues\"");
        assertThat(Refused.by(() -> sns.publish(message ->
                        message.topicArn(topic).messageStructure("json").message("{\"sqs\":\"x\"}"))))
                .isEqualTo(
                        "InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON message body");
    }

    @Test
    @AwsFact(value = "A message has 1 byte to 256 KiB", source = API + "API_Publish.html")
    void publish_badLength_isRefused() {
        assertThat(Refused.by(
                        () -> sns.publish(message -> message.topicArn(topic).message("x".repeat(262_145)))))
                .isEqualTo("InvalidParameter: Invalid parameter: Message too long");
        assertThat(Refused.by(
                        () -> sns.publish(message -> message.topicArn(topic).message(""))))
                .isEqualTo("InvalidParameter: Invalid parameter: Empty message");
        assertThat(Refused.by(() ->
                        sns.publish(message -> message.topicArn(topic + "x").message("hello"))))
                .isEqualTo("NotFound: Topic does not exist");
    }

    @Test
    @AwsFact(value = "Entries of a batch are published one by one", source = API + "API_PublishBatch.html")
    void publishBatch_oneBad_publishesTheOthers() {
        letTopicIn();
        subscribe("sqs", QUEUE_ARN);

        var answer = sns.publishBatch(batch -> batch.topicArn(topic)
                .publishBatchRequestEntries(
                        PublishBatchRequestEntry.builder().id("a").message("1").build(),
                        PublishBatchRequestEntry.builder()
                                .id("b")
                                .message("2")
                                .subject("\n")
                                .build()));

        assertThat(answer.successful())
                .singleElement()
                .satisfies(one -> assertThat(one.id()).isEqualTo("a"));
        assertThat(answer.failed())
                .singleElement()
                .satisfies(one -> assertThat(one.code()).isEqualTo("InvalidParameter"));
        assertThat(received()).hasSize(1);
    }

    @Test
    @AwsFact(
            value = "Only the owner's account may publish until the policy lets another in",
            source = GUIDE + "sns-access-policy-use-cases.html")
    void publish_otherAccount_needsThePolicy() {
        try (SnsClient other = fake.configure(SnsClient.builder())
                .credentialsProvider(fake.credentials("210987654321"))
                .build()) {
            assertThat(Refused.by(() ->
                            other.publish(message -> message.topicArn(topic).message("hello"))))
                    .startsWith(
                            "AuthorizationError: User: arn:aws:iam::210987654321:root is not authorized to perform: "
                                    + "SNS:Publish on resource: " + topic);
            sns.addPermission(permission -> permission
                    .topicArn(topic)
                    .label("publish")
                    .awsAccountIds("210987654321")
                    .actionNames("Publish"));

            assertThat(other.publish(message -> message.topicArn(topic).message("hello"))
                            .messageId())
                    .isNotEmpty();
        }
    }

    @Test
    @AwsFact(value = "A deleted topic takes its subscriptions with it", source = API + "API_DeleteTopic.html")
    void deleteTopic_subscriptions_areGone() {
        String subscription = subscribe("sqs", QUEUE_ARN);

        sns.deleteTopic(gone -> gone.topicArn(topic));
        sns.deleteTopic(gone -> gone.topicArn(topic));

        assertThat(sns.listTopics().topics()).isEmpty();
        assertThat(Refused.by(() -> sns.getSubscriptionAttributes(query -> query.subscriptionArn(subscription))))
                .isEqualTo("NotFound: Subscription does not exist");
    }

    @Test
    @AwsFact(
            value = "A FIFO topic delivers a message of a group once in five minutes",
            source = GUIDE + "fifo-message-dedup.html")
    void publish_fifoTwice_isDeliveredOnce() {
        String fifo = sns.createTopic(made -> made.name("orders.fifo").attributes(Map.of("FifoTopic", "true")))
                .topicArn();

        var first = sns.publish(message ->
                message.topicArn(fifo).message("a").messageGroupId("g").messageDeduplicationId("1"));
        var second = sns.publish(message ->
                message.topicArn(fifo).message("b").messageGroupId("g").messageDeduplicationId("1"));

        assertThat(second.messageId()).isEqualTo(first.messageId());
        assertThat(Refused.by(
                        () -> sns.publish(message -> message.topicArn(fifo).message("a"))))
                .contains("The MessageGroupId parameter is required for FIFO topics");
    }

    @Test
    @AwsFact(value = "Topics are listed 100 to a page", source = API + "API_ListTopics.html")
    void listTopics_many_pages() {
        for (int number = 0; number < 100; number++) {
            String name = "t" + number;
            sns.createTopic(made -> made.name(name));
        }

        assertThat(sns.listTopics().topics()).hasSize(100);
        assertThat(sns.listTopicsPaginator().topics()).hasSize(101);
        assertThat(Refused.by(() -> sns.listTopics(query -> query.nextToken("x"))))
                .isEqualTo("InvalidParameter: Invalid parameter: NextToken");
    }
}
