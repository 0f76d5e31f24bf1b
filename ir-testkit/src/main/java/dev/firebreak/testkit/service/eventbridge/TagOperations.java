package dev.firebreak.testkit.service.eventbridge;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.SortedMap;
import software.amazon.awssdk.services.eventbridge.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.eventbridge.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.TagResourceRequest;
import software.amazon.awssdk.services.eventbridge.model.TagResourceResponse;
import software.amazon.awssdk.services.eventbridge.model.UntagResourceRequest;
import software.amazon.awssdk.services.eventbridge.model.UntagResourceResponse;

/** The tags of rules and buses. */
final class TagOperations {
    private TagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("TagResource", TagResourceRequest::builder, TagOperations::tag)
                .on("UntagResource", UntagResourceRequest::builder, TagOperations::untag)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, TagOperations::list);
    }

    private static SortedMap<String, String> tags(Call call, String arn) {
        return EventBridgeState.of(call.region())
                .tags(arn)
                .orElseThrow(() -> EventBridgeErrors.notFound("The resource with the ARN %s does not exist.", arn));
    }

    private static TagResourceResponse tag(Call call, TagResourceRequest request) {
        SortedMap<String, String> tags = tags(call, request.resourceARN());
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        request.tagKeys().forEach(tags(call, request.resourceARN())::remove);
        return UntagResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest request) {
        var tags = tags(call, request.resourceARN()).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return ListTagsForResourceResponse.builder().tags(tags).build();
    }
}
