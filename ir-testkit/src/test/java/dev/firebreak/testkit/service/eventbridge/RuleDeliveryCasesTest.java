package dev.firebreak.testkit.service.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import dev.firebreak.testkit.world.AwsEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class RuleDeliveryCasesTest extends ServiceCases {
    private static final String GUIDE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/";
    private static final String API = "https://docs.aws.amazon.com/eventbridge/latest/APIReference/";
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:contain";
    private static final String SHOP = "{\"source\":[\"shop\"]}";
    private EventBridgeClient events;
    private SqsClient sqs;

    @BeforeEach
    void connect() {
        events = client(EventBridgeClient.builder());
        sqs = client(SqsClient.builder());
    }

    private void rule(String name, String pattern, Target target) {
        events.putRule(rule -> rule.name(name).eventPattern(pattern));
        events.putTargets(targets -> targets.rule(name).targets(target));
    }

    private static Target function() {
        return Target.builder().id("contain").arn(FUNCTION).build();
    }

    private static PutEventsRequestEntry entry(String detail) {
        return PutEventsRequestEntry.builder()
                .source("shop")
                .detailType("Order")
                .detail(detail)
                .build();
    }

    private void put(String detail) {
        assertThat(events.putEvents(put -> put.entries(entry(detail))).failedEntryCount())
                .isZero();
    }

    private List<String> delivered() {
        return fake.recipients().received(FUNCTION);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    private String queue(String name, String principal) {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                + principal + "\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}";
        return sqs.createQueue(queue -> queue.queueName(name).attributesWithStrings(Map.of("Policy", policy)))
                .queueUrl();
    }

    private List<Message> received(String url) {
        return sqs.receiveMessage(
                        query -> query.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    @Test
    @AwsFact(
            value = "A target gets the event in an envelope with version, id, source, account, time, region and detail",
            source = GUIDE + "eb-events-structure.html")
    void putEvents_matching_arrivesInTheEnvelope() throws Exception {
        rule("orders", "{\"source\":[\"shop\"],\"detail\":{\"total\":[{\"numeric\":[\">\",10]}]}}", function());

        put("{\"total\":5}");
        String id = events.putEvents(put -> put.entries(entry("{\"total\":50}")))
                .entries()
                .get(0)
                .eventId();

        assertThat(delivered()).hasSize(1);
        JsonNode event = json(delivered().get(0));
        assertThat(event.path("version").asText()).isEqualTo("0");
        assertThat(event.path("id").asText()).isEqualTo(id);
        assertThat(event.path("detail-type").asText()).isEqualTo("Order");
        assertThat(event.path("source").asText()).isEqualTo("shop");
        assertThat(event.path("account").asText()).isEqualTo("123456789012");
        assertThat(event.path("time").asText()).isEqualTo("2026-01-15T09:00:00Z");
        assertThat(event.path("region").asText()).isEqualTo("eu-west-1");
        assertThat(event.path("resources").isArray()).isTrue();
        assertThat(event.at("/detail/total").asInt()).isEqualTo(50);
    }

    @Test
    @AwsFact(
            value = "Entries fail one by one, and nobody but AWS may use a source that begins with aws and a dot",
            source = API + "API_PutEventsResultEntry.html")
    void putEvents_badEntries_failOneByOne() {
        rule("orders", SHOP, function());

        var answer = events.putEvents(put -> put.entries(
                entry("{}"),
                entry("no JSON"),
                entry("{}").toBuilder().source("aws.guardduty").build(),
                entry("{}").toBuilder().detailType(null).build()));

        assertThat(answer.failedEntryCount()).isEqualTo(3);
        assertThat(answer.entries().stream().skip(1).map(entry -> entry.errorCode()))
                .containsExactly("MalformedDetail", "NotAuthorizedForSourceException", "InvalidArgument");
        assertThat(delivered()).hasSize(1);
    }

    @Test
    @AwsFact(value = "A request has up to ten entries and 256 KB", source = API + "API_PutEvents.html")
    void putEvents_tooMuch_isRefused() {
        var eleven = IntStream.range(0, 11).mapToObj(number -> entry("{}")).toList();
        String large = "{\"text\":\"" + "x".repeat(262_144) + "\"}";

        assertThat(Refused.by(() -> events.putEvents(put -> put.entries(eleven))))
                .startsWith("ValidationException: 1 validation error detected")
                .endsWith("Member must have length less than or equal to 10");
        assertThat(Refused.by(() -> events.putEvents(put -> put.entries(entry(large)))))
                .isEqualTo("ValidationException: Total size of the entries in the request is over the limit.");
    }

    @Test
    @AwsFact(value = "What a service tells arrives on the default bus", source = GUIDE + "eb-service-event.html")
    void events_ofServices_arriveOnTheDefaultBus() throws Exception {
        rule("findings", "{\"source\":[\"aws.guardduty\"],\"detail\":{\"severity\":[8]}}", function());
        var detail = JsonNodeFactory.instance.objectNode().put("severity", 8);

        synchronized (fake.world()) {
            fake.events()
                    .publish(new AwsEvent(
                            "aws.guardduty",
                            "GuardDuty Finding",
                            "123456789012",
                            "eu-west-1",
                            clock.instant(),
                            List.of(),
                            detail));
        }

        assertThat(delivered()).hasSize(1);
        assertThat(json(delivered().get(0)).path("detail-type").asText()).isEqualTo("GuardDuty Finding");
    }

    @Test
    @AwsFact(
            value =
                    "A queue gets events only when its policy lets EventBridge in, else the dead-letter queue gets them with the reason",
            source = GUIDE + "eb-rule-dlq.html")
    void putEvents_queueNotOpen_goesToDeadLetters() {
        String open = queue("open", "events.amazonaws.com");
        String closed = queue("closed", "sns.amazonaws.com");
        rule(
                "orders",
                SHOP,
                Target.builder()
                        .id("queue")
                        .arn("arn:aws:sqs:eu-west-1:123456789012:closed")
                        .deadLetterConfig(letters -> letters.arn("arn:aws:sqs:eu-west-1:123456789012:open"))
                        .build());

        put("{\"total\":1}");

        assertThat(received(closed)).isEmpty();
        assertThat(received(open)).singleElement().satisfies(message -> {
            assertThat(message.body()).contains("\"total\":1");
            assertThat(message.messageAttributes().get("ERROR_CODE").stringValue())
                    .isEqualTo("NO_PERMISSIONS");
            assertThat(message.messageAttributes().get("RULE_ARN").stringValue())
                    .isEqualTo("arn:aws:events:eu-west-1:123456789012:rule/orders");
        });
    }

    @Test
    @AwsFact(
            value = "An input transformer puts parts of the event into a text",
            source = GUIDE + "eb-transform-target-input.html")
    void putEvents_transformed_arrivesAsTheTemplateSays() {
        rule(
                "orders",
                SHOP,
                function().toBuilder()
                        .inputTransformer(
                                transformer -> transformer
                                        .inputPathsMap(Map.of(
                                                "id", "$.detail.id", "list", "$.detail.list", "type", "$.detail-type"))
                                        .inputTemplate(
                                                "{\"text\":\"<type> <id> by <aws.events.rule-name>\",\"id\":<id>,\"list\":<list>}"))
                        .build());

        put("{\"id\":\"i-1\",\"list\":[1,2]}");

        assertThat(delivered()).containsExactly("{\"text\":\"Order i-1 by orders\",\"id\":\"i-1\",\"list\":[1,2]}");
    }

    @Test
    @AwsFact(value = "An input path sends a part of the event", source = API + "API_Target.html")
    void putEvents_inputPath_sendsThePart() {
        rule(
                "orders",
                SHOP,
                function().toBuilder().inputPath("$.detail.items[1]").build());

        put("{\"items\":[\"a\",{\"b\":1}]}");

        assertThat(delivered()).containsExactly("{\"b\":1}");
        assertThat(Refused.by(() -> events.putTargets(targets -> targets.rule("orders")
                        .targets(function().toBuilder()
                                .input("{}")
                                .inputPath("$.detail")
                                .build()))))
                .startsWith("ValidationException: Only one of Input, InputPath, or InputTransformer");
    }

    @Test
    @AwsFact(value = "A disabled rule sends nothing", source = API + "API_DisableRule.html")
    void putEvents_disabledRule_sendsNothing() {
        rule("orders", SHOP, function());

        events.disableRule(rule -> rule.name("orders"));
        put("{}");
        assertThat(delivered()).isEmpty();
        events.enableRule(rule -> rule.name("orders"));
        put("{}");

        assertThat(delivered()).hasSize(1);
    }

    @Test
    @AwsFact(value = "A rule is deleted only after its targets", source = API + "API_DeleteRule.html")
    void deleteRule_withTargets_isRefused() {
        rule("orders", SHOP, function());

        assertThat(Refused.by(() -> events.deleteRule(rule -> rule.name("orders"))))
                .isEqualTo("ValidationException: Rule can't be deleted since it has targets.");
        assertThat(events.listRuleNamesByTarget(query -> query.targetArn(FUNCTION))
                        .ruleNames())
                .containsExactly("orders");
        events.removeTargets(targets -> targets.rule("orders").ids("contain"));
        events.deleteRule(rule -> rule.name("orders"));

        assertThat(Refused.by(() -> events.describeRule(rule -> rule.name("orders"))))
                .isEqualTo("ResourceNotFoundException: Rule orders does not exist on EventBus default.");
    }

    @Test
    @AwsFact(value = "An invalid pattern is refused with the reason", source = API + "API_PutRule.html")
    void putRule_invalid_isRefused() {
        assertThat(Refused.by(() -> events.putRule(rule -> rule.name("r").eventPattern("{\"source\":\"x\"}"))))
                .isEqualTo(
                        "InvalidEventPatternException: Event pattern is not valid. Reason: \"source\" must be an object or "
                                + "an array");
        assertThat(Refused.by(() -> events.putRule(rule -> rule.name("r"))))
                .isEqualTo("ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.");
        assertThat(Refused.by(() -> events.putRule(rule -> rule.name("r").scheduleExpression("rate(1 minutes)"))))
                .isEqualTo("ValidationException: Parameter ScheduleExpression is not valid.");
    }

    @Test
    @AwsFact(value = "A rule has up to five targets", source = GUIDE + "eb-quota.html")
    void putTargets_six_isRefused() {
        events.putRule(rule -> rule.name("orders").eventPattern(SHOP));
        var six = IntStream.range(0, 6)
                .mapToObj(number -> function().toBuilder().id("t" + number).build())
                .toList();

        assertThat(Refused.by(() ->
                        events.putTargets(targets -> targets.rule("orders").targets(six))))
                .isEqualTo("LimitExceededException: The requested resource exceeds the maximum number allowed.");
        assertThat(events.listTargetsByRule(query -> query.rule("orders")).targets())
                .isEmpty();
    }

    @Test
    @AwsFact(
            value = "A rule sends events to a bus of another account only when that bus permits it",
            source = GUIDE + "eb-cross-account.html")
    void putEvents_toOtherAccount_needsThePermission() throws Exception {
        String central = "arn:aws:events:eu-west-1:210987654321:event-bus/default";
        rule(
                "forward",
                SHOP,
                Target.builder()
                        .id("central")
                        .arn(central)
                        .roleArn("arn:aws:iam::123456789012:role/forward")
                        .build());
        try (EventBridgeClient other = fake.configure(EventBridgeClient.builder())
                .credentialsProvider(fake.credentials("210987654321"))
                .build()) {
            other.putRule(rule -> rule.name("all").eventPattern(SHOP));
            other.putTargets(targets -> targets.rule("all").targets(function()));
            put("{}");
            assertThat(delivered()).isEmpty();
            assertThat(Refused.by(() -> events.putEvents(put -> put.entries(
                            entry("{}").toBuilder().eventBusName(central).build()))))
                    .startsWith("AccessDeniedException");

            other.putPermission(permission ->
                    permission.statementId("in").principal("123456789012").action("events:PutEvents"));
            put("{}");
        }

        assertThat(delivered()).hasSize(1);
        assertThat(json(delivered().get(0)).path("account").asText()).isEqualTo("123456789012");
    }

    @Test
    @AwsFact(value = "A custom bus has rules of its own", source = GUIDE + "eb-event-bus.html")
    void putEvents_customBus_followsItsOwnRules() {
        events.createEventBus(bus -> bus.name("ir"));
        events.putRule(rule -> rule.name("all").eventBusName("ir").eventPattern(SHOP));
        events.putTargets(targets -> targets.rule("all").eventBusName("ir").targets(function()));

        put("{}");
        assertThat(delivered()).isEmpty();
        events.putEvents(
                put -> put.entries(entry("{}").toBuilder().eventBusName("ir").build()));

        assertThat(delivered()).hasSize(1);
        assertThat(Refused.by(() -> events.deleteEventBus(bus -> bus.name("ir"))))
                .isEqualTo("ValidationException: Event bus can't be deleted since it has rules.");
        assertThat(Refused.by(() -> events.createEventBus(bus -> bus.name("ir"))))
                .isEqualTo("ResourceAlreadyExistsException: Event bus ir already exists.");
    }

    @Test
    @AwsFact(
            value = "A rule with a rate comes each time the period has passed",
            source = GUIDE + "eb-scheduled-rule-pattern.html")
    void rule_withRate_comesByTheClock() {
        events.putRule(rule -> rule.name("tick").scheduleExpression("rate(5 minutes)"));
        events.putTargets(targets -> targets.rule("tick").targets(function()));

        clock.advance(Duration.ofMinutes(11));
        events.listEventBuses(query -> {});

        assertThat(delivered()).hasSize(2).allSatisfy(text -> assertThat(text).contains("\"Scheduled Event\""));
    }

    @Test
    @AwsFact(
            value = "A rule with a cron expression comes at these minutes, in UTC",
            source = GUIDE + "eb-scheduled-rule-pattern.html")
    void rule_withCron_comesByTheClock() {
        events.putRule(rule -> rule.name("noon").scheduleExpression("cron(30 12 ? * MON-FRI *)"));
        events.putTargets(targets -> targets.rule("noon").targets(function()));

        clock.advance(Duration.ofDays(7));
        events.listEventBuses(query -> {});

        assertThat(delivered())
                .hasSize(5)
                .first()
                .satisfies(text -> assertThat(text).contains("2026-01-15T12:30:00Z"));
    }

    @Test
    @AwsFact(
            value = "A pattern can be tested against an event that has all fields of the envelope",
            source = API + "API_TestEventPattern.html")
    void testEventPattern_event_saysWhetherItMatches() {
        String event =
                "{\"id\":\"1\",\"account\":\"123456789012\",\"source\":\"shop\",\"time\":\"2026-01-15T09:00:00Z\","
                        + "\"region\":\"eu-west-1\",\"resources\":[],\"detail-type\":\"Order\",\"detail\":{}}";

        assertThat(events.testEventPattern(test -> test.eventPattern(SHOP).event(event))
                        .result())
                .isTrue();
        assertThat(Refused.by(() ->
                        events.testEventPattern(test -> test.eventPattern(SHOP).event("{\"id\":\"1\"}"))))
                .startsWith("ValidationException: Parameter Event is not valid.");
    }
}
