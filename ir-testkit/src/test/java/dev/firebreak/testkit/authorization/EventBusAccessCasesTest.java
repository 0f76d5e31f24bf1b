package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.Tag;

class EventBusAccessCasesTest extends EnforcedCases {
    private static final String GUIDE = "https://docs.aws.amazon.com/eventbridge/latest/userguide/";
    private static final String BUSES = "arn:aws:events:eu-west-1:123456789012:event-bus/";
    private static final String RULES = "arn:aws:events:eu-west-1:123456789012:rule/";

    private EventBridgeClient rootEvents() {
        return client(EventBridgeClient.builder());
    }

    private static void put(EventBridgeClient events, String bus) {
        events.putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source("soc")
                .detailType("Alert")
                .detail("{}")
                .build()));
    }

    @Test
    @AwsFact(
            value = "Who may put events on one bus may not put them on another",
            source = GUIDE + "eb-use-identity-based.html")
    void putEvents_otherBus_isDenied() {
        rootEvents().createEventBus(bus -> bus.name("soc"));
        AwsCredentials ann = user("ann", allow("events:PutEvents", BUSES + "soc"));
        EventBridgeClient events = client(EventBridgeClient.builder(), ann);

        put(events, "soc");

        assertThat(Refused.by(() -> put(events, "default")))
                .startsWith("AccessDeniedException")
                .contains("events:PutEvents on resource: " + BUSES + "default");
    }

    @Test
    @AwsFact(
            value =
                    "The policy of a bus lets in users whose own policies are silent, and its Deny shuts out all others",
            source = GUIDE + "eb-use-resource-based.html")
    void putEvents_policyOfTheBus_isJudged() {
        AwsCredentials ann = user("ann");
        AwsCredentials bob = user("bob", EVERYTHING);
        String allow = principal("Allow", "ann", "default");
        String deny = principal("Deny", "bob", "default");
        rootEvents().putPermission(permission -> permission.policy(policy(allow, deny)));

        put(client(EventBridgeClient.builder(), ann), "default");

        assertThat(Refused.by(() -> put(client(EventBridgeClient.builder(), bob), "default")))
                .contains("with an explicit deny in a resource-based policy");
    }

    private static String principal(String effect, String user, String bus) {
        return "{\"Sid\":\"" + effect + "\",\"Effect\":\"" + effect + "\",\"Principal\":{\"AWS\":"
                + "\"arn:aws:iam::123456789012:user/" + user + "\"},\"Action\":\"events:PutEvents\",\"Resource\":\""
                + BUSES
                + bus + "\"}";
    }

    @Test
    @AwsFact(
            value = "A rule's ARN names its bus unless that is the default one",
            source = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html")
    void disableRule_ruleOfABus_isNamedWithTheBus() {
        EventBridgeClient root = rootEvents();
        root.createEventBus(bus -> bus.name("soc"));
        for (String bus : new String[] {"soc", "default"}) {
            root.putRule(rule -> rule.name("all").eventBusName(bus).eventPattern("{\"source\":[\"soc\"]}"));
        }
        EventBridgeClient events =
                client(EventBridgeClient.builder(), user("ann", allow("events:DisableRule", RULES + "soc/all")));

        events.disableRule(rule -> rule.name("all").eventBusName("soc"));

        assertThat(Refused.by(() -> events.disableRule(rule -> rule.name("all"))))
                .contains("events:DisableRule on resource: " + RULES + "all ");
    }

    @Test
    @AwsFact(
            value = "Conditions on a rule's tags are judged by the tags that it has",
            source = GUIDE + "eb-use-conditions.html")
    void disableRule_tagCondition_needsTheTag() {
        EventBridgeClient root = rootEvents();
        for (String team : new String[] {"soc", "shop"}) {
            root.putRule(rule -> rule.name(team)
                    .eventPattern("{\"source\":[\"soc\"]}")
                    .tags(Tag.builder().key("team").value(team).build()));
        }
        String condition = "{\"StringEquals\":{\"aws:ResourceTag/team\":\"soc\"}}";
        EventBridgeClient events = client(
                EventBridgeClient.builder(), user("ann", statement("Allow", "events:DisableRule", "*", condition)));

        events.disableRule(rule -> rule.name("soc"));

        assertThat(Refused.by(() -> events.disableRule(rule -> rule.name("shop"))))
                .startsWith("AccessDeniedException");
    }
}
