package dev.firebreak.testkit.service.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

class SubscriptionFilterCasesTest extends ServiceCases {
    private static final String FILTERS =
            "https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html";
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:contain";
    private SnsClient sns;
    private String topic;
    private String subscription;

    @BeforeEach
    void create() {
        sns = client(SnsClient.builder());
        topic = sns.createTopic(made -> made.name("alerts")).topicArn();
        subscription = sns.subscribe(
                        request -> request.topicArn(topic).protocol("lambda").endpoint(FUNCTION))
                .subscriptionArn();
    }

    private void set(String name, String value) {
        sns.setSubscriptionAttributes(change ->
                change.subscriptionArn(subscription).attributeName(name).attributeValue(value));
    }

    private void publish(String text, String severity, String kinds) {
        sns.publish(message -> message.topicArn(topic)
                .message(text)
                .messageAttributes(Map.of(
                        "severity", attribute("Number", severity),
                        "kinds", attribute("String.Array", kinds))));
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }

    private int delivered() {
        return fake.recipients().received(FUNCTION).size();
    }

    @Test
    @AwsFact(value = "A message passes when its attributes match every key of the policy", source = FILTERS)
    void publish_filteredByAttributes_passesOnlyMatches() {
        set("FilterPolicy", "{\"severity\":[{\"numeric\":[\">=\",7]}],\"kinds\":[{\"prefix\":\"ec2\"}]}");

        publish("low", "2", "[\"ec2-x\"]");
        publish("other", "8", "[\"iam-x\"]");
        sns.publish(message -> message.topicArn(topic).message("bare"));
        assertThat(delivered()).isZero();
        publish("both", "8.5", "[\"iam-x\",\"ec2-y\"]");

        assertThat(delivered()).isEqualTo(1);
    }

    @Test
    @AwsFact(
            value = "With the scope MessageBody the policy is matched against the body",
            source = "https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering-scope.html")
    void publish_filteredByBody_passesOnlyMatches() {
        set("FilterPolicyScope", "MessageBody");
        set("FilterPolicy", "{\"detail\":{\"type\":[{\"anything-but\":{\"prefix\":\"Recon\"}}]}}");

        sns.publish(message -> message.topicArn(topic).message("{\"detail\":{\"type\":\"Recon:EC2/Portscan\"}}"));
        sns.publish(message -> message.topicArn(topic).message("no JSON"));
        assertThat(delivered()).isZero();
        sns.publish(message -> message.topicArn(topic).message("{\"detail\":{\"type\":\"Trojan:EC2/DropPoint\"}}"));

        assertThat(delivered()).isEqualTo(1);
    }

    @Test
    @AwsFact(value = "An invalid policy is refused, and the old one stays", source = FILTERS)
    void setSubscriptionAttributes_invalidPolicy_isRefused() {
        set("FilterPolicy", "{\"kind\":[\"x\"]}");

        assertThat(Refused.by(() -> set("FilterPolicy", "{\"kind\":\"x\"}")))
                .startsWith(
                        "InvalidParameter: Invalid parameter: FilterPolicy: \"kind\" must be an object or an array");
        assertThat(Refused.by(() -> set("FilterPolicy", "{\"detail\":{\"kind\":[\"x\"]}}")))
                .contains("Filter policy scope MessageAttributes does not support nested filter policy");
        assertThat(sns.getSubscriptionAttributes(query -> query.subscriptionArn(subscription))
                        .attributes())
                .containsEntry("FilterPolicy", "{\"kind\":[\"x\"]}")
                .containsEntry("FilterPolicyScope", "MessageAttributes")
                .containsEntry("PendingConfirmation", "false");
    }

    @Test
    @AwsFact(
            value = "A policy has up to five keys",
            source = "https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html")
    void setSubscriptionAttributes_sixKeys_isRefused() {
        assertThat(Refused.by(
                        () -> set("FilterPolicy", "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]}")))
                .startsWith("FilterPolicyLimitExceeded");
    }
}
