package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.SortedMap;
import software.amazon.awssdk.services.cloudtrail.model.AddTagsRequest;
import software.amazon.awssdk.services.cloudtrail.model.AddTagsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ListTagsRequest;
import software.amazon.awssdk.services.cloudtrail.model.ListTagsResponse;
import software.amazon.awssdk.services.cloudtrail.model.RemoveTagsRequest;
import software.amazon.awssdk.services.cloudtrail.model.RemoveTagsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ResourceTag;
import software.amazon.awssdk.services.cloudtrail.model.Tag;

/** The tags of trails. */
final class TrailTagOperations {
    private static final int MOST = 50;

    private TrailTagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("AddTags", AddTagsRequest::builder, TrailTagOperations::addTags)
                .on("RemoveTags", RemoveTagsRequest::builder, TrailTagOperations::removeTags)
                .on("ListTags", ListTagsRequest::builder, TrailTagOperations::listTags);
    }

    private static SortedMap<String, String> tags(Call call, String arn) {
        if (arn == null || !arn.startsWith("arn:")) {
            throw AwsError.of("CloudTrailARNInvalidException", "The trail ARN is invalid: %s", arn);
        }
        TrailNames.check(arn);
        return TrailState.of(call.account())
                .find(arn)
                .orElseThrow(() -> AwsError.of("ResourceNotFoundException", "The resource %s is not found.", arn))
                .tags();
    }

    private static AddTagsResponse addTags(Call call, AddTagsRequest request) {
        SortedMap<String, String> tags = tags(call, request.resourceId());
        long added = request.tagsList().stream()
                .filter(tag -> !tags.containsKey(tag.key()))
                .count();
        if (tags.size() + added > MOST) {
            throw AwsError.of("TagsLimitExceededException", "The number of tags per trail exceeds the limit of 50.");
        }
        request.tagsList().forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return AddTagsResponse.builder().build();
    }

    private static RemoveTagsResponse removeTags(Call call, RemoveTagsRequest request) {
        SortedMap<String, String> tags = tags(call, request.resourceId());
        request.tagsList().forEach(tag -> tags.remove(tag.key()));
        return RemoveTagsResponse.builder().build();
    }

    private static ListTagsResponse listTags(Call call, ListTagsRequest request) {
        List<ResourceTag> found = request.resourceIdList().stream()
                .map(arn -> ResourceTag.builder()
                        .resourceId(arn)
                        .tagsList(tags(call, arn).entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                        .build())
                .toList();
        return ListTagsResponse.builder().resourceTagList(found).build();
    }
}
