package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.TreeMap;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.TagResourceResponse;
import software.amazon.awssdk.services.sns.model.UntagResourceRequest;
import software.amazon.awssdk.services.sns.model.UntagResourceResponse;

/** The tags of topics. */
final class TagOperations {
    private static final int MOST = 50;

    private TagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("TagResource", TagResourceRequest::builder, TagOperations::tag)
                .on("UntagResource", UntagResourceRequest::builder, TagOperations::untag)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, TagOperations::list);
    }

    private static Topic topic(Call call, String arn) {
        Topic.Name name = Topics.parse(call, "ResourceArn", arn);
        return Topics.byArn(call.world(), name.arn())
                .filter(topic -> name.account().equals(call.account().id()))
                .orElseThrow(SnsErrors::noResource);
    }

    private static TagResourceResponse tag(Call call, TagResourceRequest request) {
        Topic topic = topic(call, request.resourceArn());
        var tags = new TreeMap<>(topic.tags());
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        if (tags.size() > MOST) {
            throw AwsError.of("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
        }
        topic.tags().putAll(tags);
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        Topic topic = topic(call, request.resourceArn());
        request.tagKeys().forEach(topic.tags()::remove);
        return UntagResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest request) {
        var tags = topic(call, request.resourceArn()).tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return ListTagsForResourceResponse.builder().tags(tags).build();
    }
}
