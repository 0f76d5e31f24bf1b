package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyStatements;
import dev.firebreak.testkit.service.ResultPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.AddPermissionRequest;
import software.amazon.awssdk.services.sns.model.AddPermissionResponse;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicResponse;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.RemovePermissionRequest;
import software.amazon.awssdk.services.sns.model.RemovePermissionResponse;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.Tag;

/** Makes, lists, changes and deletes topics. */
final class TopicOperations {
    static final int PAGE = 100;

    private TopicOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateTopic", CreateTopicRequest::builder, TopicOperations::create)
                .on("DeleteTopic", DeleteTopicRequest::builder, TopicOperations::delete)
                .on("ListTopics", ListTopicsRequest::builder, TopicOperations::list)
                .on("GetTopicAttributes", GetTopicAttributesRequest::builder, TopicOperations::attributes)
                .on("SetTopicAttributes", SetTopicAttributesRequest::builder, TopicOperations::setAttribute)
                .on("AddPermission", AddPermissionRequest::builder, TopicOperations::addPermission)
                .on("RemovePermission", RemovePermissionRequest::builder, TopicOperations::removePermission);
    }

    private static CreateTopicResponse create(Call call, CreateTopicRequest request) {
        Map<String, String> attributes = new HashMap<>(request.attributes());
        boolean fifo = "true".equals(attributes.remove("FifoTopic"));
        String name = checkName(request.name(), fifo);
        attributes.forEach((attribute, value) -> TopicAttributes.check(fifo, attribute, value));
        Map<String, String> tags = new TreeMap<>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        Topic existing = SnsState.of(call.region()).topics().get(name);
        if (existing != null) {
            checkSame(existing, attributes, request.tags());
            return CreateTopicResponse.builder().topicArn(existing.arn()).build();
        }
        var topic = new Topic(new Topic.Name(call.account().id(), call.region().name(), name));
        topic.attributes().putAll(attributes);
        topic.tags().putAll(tags);
        SnsState.of(call.region()).topics().put(name, topic);
        return CreateTopicResponse.builder().topicArn(topic.arn()).build();
    }

    private static String checkName(@Nullable String name, boolean fifo) {
        if (fifo && name != null && !name.endsWith(".fifo")) {
            throw SnsErrors.invalid(
                    "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase "
                            + "ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.");
        }
        if (name == null || name.length() > 256 || !name.matches(fifo ? "[\\w-]+\\.fifo" : "[\\w-]+")) {
            throw SnsErrors.invalid("Topic Name");
        }
        return name;
    }

    private static void checkSame(Topic existing, Map<String, String> attributes, List<Tag> tags) {
        attributes.forEach((name, value) -> {
            if (!value.equals(existing.attributes().get(name))) {
                throw SnsErrors.invalid("Attributes Reason: Topic already exists with different attributes");
            }
        });
        for (Tag tag : tags) {
            if (!tag.value().equals(existing.tags().get(tag.key()))) {
                throw SnsErrors.invalid("Tags Reason: Topic already exists with different tags");
            }
        }
    }

    private static DeleteTopicResponse delete(Call call, DeleteTopicRequest request) {
        Topic.Name name = Topics.parse(call, "TopicArn", request.topicArn());
        if (Topics.byArn(call.world(), name.arn()).isPresent()) {
            Topics.find(call, request.topicArn(), "DeleteTopic");
            SnsState.of(call.world().account(name.account()).region(name.region()))
                    .topics()
                    .remove(name.name());
        }
        return DeleteTopicResponse.builder().build();
    }

    private static ListTopicsResponse list(Call call, ListTopicsRequest request) {
        List<software.amazon.awssdk.services.sns.model.Topic> topics =
                SnsState.of(call.region()).topics().values().stream()
                        .map(topic -> software.amazon.awssdk.services.sns.model.Topic.builder()
                                .topicArn(topic.arn())
                                .build())
                        .toList();
        var page = ResultPage.of(topics, PAGE, request.nextToken(), () -> SnsErrors.invalid("NextToken"));
        return ListTopicsResponse.builder()
                .topics(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static GetTopicAttributesResponse attributes(Call call, GetTopicAttributesRequest request) {
        Topic topic = Topics.find(call, request.topicArn(), "GetTopicAttributes");
        return GetTopicAttributesResponse.builder()
                .attributes(TopicAttributes.all(topic, call.now()))
                .build();
    }

    private static SetTopicAttributesResponse setAttribute(Call call, SetTopicAttributesRequest request) {
        Topic topic = Topics.find(call, request.topicArn(), "SetTopicAttributes");
        String name = request.attributeName() == null ? "" : request.attributeName();
        String value = request.attributeValue() == null ? "" : request.attributeValue();
        TopicAttributes.check(topic.isFifo(), name, value);
        if (value.isEmpty()) {
            topic.attributes().remove(name);
        } else {
            topic.attributes().put(name, value);
        }
        return SetTopicAttributesResponse.builder().build();
    }

    private static AddPermissionResponse addPermission(Call call, AddPermissionRequest request) {
        Topic topic = Topics.find(call, request.topicArn(), "AddPermission");
        PolicyStatements policy = PolicyStatements.of(topic.policy(), "");
        if (policy.has(request.label())) {
            throw SnsErrors.invalid("Statement already exists");
        }
        for (String action : request.actionNames()) {
            if (!Set.of(
                            "Publish",
                            "Subscribe",
                            "GetTopicAttributes",
                            "SetTopicAttributes",
                            "ListSubscriptionsByTopic",
                            "Receive",
                            "*")
                    .contains(action)) {
                throw SnsErrors.invalid("Policy statement action out of service scope!");
            }
        }
        List<String> actions =
                request.actionNames().stream().map(action -> "SNS:" + action).toList();
        topic.attributes().put("Policy", policy.with(request.label(), request.awsAccountIds(), actions, topic.arn()));
        return AddPermissionResponse.builder().build();
    }

    private static RemovePermissionResponse removePermission(Call call, RemovePermissionRequest request) {
        Topic topic = Topics.find(call, request.topicArn(), "RemovePermission");
        topic.attributes().put("Policy", PolicyStatements.of(topic.policy(), "").without(request.label()));
        return RemovePermissionResponse.builder().build();
    }
}
