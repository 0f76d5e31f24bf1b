package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.ResultPage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionResponse;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsResponse;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeResponse;

/** Subscribes endpoints to topics. */
final class SubscriptionOperations {
    private SubscriptionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("Subscribe", SubscribeRequest::builder, SubscriptionOperations::subscribe)
                .on("ConfirmSubscription", ConfirmSubscriptionRequest::builder, SubscriptionOperations::confirm)
                .on("Unsubscribe", UnsubscribeRequest::builder, SubscriptionOperations::unsubscribe)
                .on("ListSubscriptions", ListSubscriptionsRequest::builder, SubscriptionOperations::list)
                .on(
                        "ListSubscriptionsByTopic",
                        ListSubscriptionsByTopicRequest::builder,
                        SubscriptionOperations::listOf)
                .on(
                        "GetSubscriptionAttributes",
                        GetSubscriptionAttributesRequest::builder,
                        SubscriptionOperations::attributes)
                .on(
                        "SetSubscriptionAttributes",
                        SetSubscriptionAttributesRequest::builder,
                        SubscriptionOperations::setAttribute);
    }

    private static SubscribeResponse subscribe(Call call, SubscribeRequest request) {
        Topic topic = Topics.find(call, request.topicArn(), "Subscribe");
        String protocol = Optional.ofNullable(request.protocol()).orElse("");
        String endpoint = Optional.ofNullable(request.endpoint()).orElse("");
        SubscriptionEndpoints.check(call.world(), topic, protocol, endpoint);
        SubscriptionAttributes.check(protocol, request.attributes());
        Optional<Subscription> existing = topic.subscriptions(call.now()).values().stream()
                .filter(other -> other.key().protocol().equals(protocol)
                        && other.key().endpoint().equals(endpoint))
                .findFirst();
        if (existing.isPresent() && !existing.get().isPending()) {
            checkSame(existing.get(), request);
            return answer(existing.get(), request);
        }
        Subscription made = existing.orElseGet(() -> make(call, topic, protocol, endpoint));
        made.attributes().putAll(request.attributes());
        if (made.isPending()) {
            new Publishing(call.world(), topic).askToConfirm(made);
        }
        return answer(made, request);
    }

    private static Subscription make(Call call, Topic topic, String protocol, String endpoint) {
        var ids = call.world().ids();
        String owner = call.account().id();
        var key = new Subscription.Key(topic.arn() + ":" + ids.uuid(), topic.arn(), owner, protocol, endpoint);
        boolean pending = SubscriptionEndpoints.mustConfirm(protocol, endpoint, owner);
        var made = new Subscription(key, ids.hex(256), call.now(), pending);
        topic.subscriptions(call.now()).put(key.arn(), made);
        return made;
    }

    private static void checkSame(Subscription existing, SubscribeRequest request) {
        if (!request.attributes().isEmpty() && !request.attributes().equals(existing.attributes())) {
            throw SnsErrors.invalid("Attributes Reason: Subscription already exists with different attributes");
        }
    }

    private static SubscribeResponse answer(Subscription subscription, SubscribeRequest request) {
        boolean told = !subscription.isPending() || Boolean.TRUE.equals(request.returnSubscriptionArn());
        return SubscribeResponse.builder()
                .subscriptionArn(told ? subscription.arn() : "pending confirmation")
                .build();
    }

    private static ConfirmSubscriptionResponse confirm(Call call, ConfirmSubscriptionRequest request) {
        Topic.Name name = Topics.parse(call, "TopicArn", request.topicArn());
        Topic topic = Topics.byArn(call.world(), name.arn()).orElseThrow(SnsErrors::noTopic);
        Subscription subscription = topic.subscriptions(call.now()).values().stream()
                .filter(pending -> pending.token().equals(request.token()))
                .findFirst()
                .orElseThrow(() -> SnsErrors.invalid("Token"));
        if (subscription.isPending()) {
            subscription.confirm("true".equals(request.authenticateOnUnsubscribe()));
        }
        return ConfirmSubscriptionResponse.builder()
                .subscriptionArn(subscription.arn())
                .build();
    }

    private static UnsubscribeResponse unsubscribe(Call call, UnsubscribeRequest request) {
        Subscription subscription = Topics.subscription(call, request.subscriptionArn());
        Topics.byArn(call.world(), subscription.key().topicArn()).ifPresent(topic -> topic.remove(subscription));
        return UnsubscribeResponse.builder().build();
    }

    private static ListSubscriptionsResponse list(Call call, ListSubscriptionsRequest request) {
        var page = page(Topics.ownedBy(call), request.nextToken());
        return ListSubscriptionsResponse.builder()
                .subscriptions(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static ListSubscriptionsByTopicResponse listOf(Call call, ListSubscriptionsByTopicRequest request) {
        Topic topic = Topics.find(call, request.topicArn(), "ListSubscriptionsByTopic");
        var page = page(topic.subscriptions(call.now()).values(), request.nextToken());
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static ResultPage<software.amazon.awssdk.services.sns.model.Subscription> page(
            Collection<Subscription> all, @Nullable String token) {
        var told = all.stream().map(SubscriptionOperations::told).toList();
        return ResultPage.of(told, TopicOperations.PAGE, token, () -> SnsErrors.invalid("NextToken"));
    }

    private static software.amazon.awssdk.services.sns.model.Subscription told(Subscription subscription) {
        Subscription.Key key = subscription.key();
        return software.amazon.awssdk.services.sns.model.Subscription.builder()
                .subscriptionArn(subscription.isPending() ? "PendingConfirmation" : key.arn())
                .owner(key.owner())
                .protocol(key.protocol())
                .endpoint(key.endpoint())
                .topicArn(key.topicArn())
                .build();
    }

    private static GetSubscriptionAttributesResponse attributes(Call call, GetSubscriptionAttributesRequest request) {
        Subscription subscription = Topics.subscription(call, request.subscriptionArn());
        return GetSubscriptionAttributesResponse.builder()
                .attributes(SubscriptionAttributes.all(subscription))
                .build();
    }

    private static SetSubscriptionAttributesResponse setAttribute(Call call, SetSubscriptionAttributesRequest request) {
        Subscription subscription = Topics.subscription(call, request.subscriptionArn());
        if (!subscription.key().owner().equals(call.account().id())) {
            throw SnsErrors.denied(
                    Requester.of(call).arn(), "SNS:SetSubscriptionAttributes", request.subscriptionArn());
        }
        String name = Optional.ofNullable(request.attributeName()).orElse("");
        String value = Optional.ofNullable(request.attributeValue()).orElse("");
        var changed = new HashMap<>(subscription.attributes());
        changed.put(name, value);
        SubscriptionAttributes.check(subscription.key().protocol(), changed);
        subscription.attributes().put(name, value);
        if (value.isEmpty()) {
            subscription.attributes().remove(name);
        }
        return SetSubscriptionAttributesResponse.builder().build();
    }
}
