package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The tags of documents and parameters. */
final class TagOperations {
    private static final int MOST = 50;

    private TagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("AddTagsToResource", AddTagsToResourceRequest::builder, TagOperations::add)
                .on("RemoveTagsFromResource", RemoveTagsFromResourceRequest::builder, TagOperations::remove)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, TagOperations::list);
    }

    static void put(Call call, String type, String id, List<Tag> tags) {
        var all = SsmParameters.of(call.region()).tags(type + "/" + id);
        var keys = new HashSet<>(all.keySet());
        tags.forEach(tag -> keys.add(tag.key()));
        if (keys.size() > MOST) {
            throw AwsError.of("TooManyTagsError", "The Targets parameter includes too many tags.");
        }
        tags.forEach(tag -> all.put(tag.key(), tag.value()));
    }

    static void forget(Call call, String type, String id) {
        SsmParameters.of(call.region()).tags(type + "/" + id).clear();
    }

    static List<Tag> of(Call call, String type, String id) {
        var tags = new ArrayList<Tag>();
        SsmParameters.of(call.region())
                .tags(type + "/" + id)
                .forEach((key, value) ->
                        tags.add(Tag.builder().key(key).value(value).build()));
        return tags;
    }

    private static void check(Call call, String type, String id) {
        boolean there =
                switch (type) {
                    case "Document" -> SsmDocuments.of(call.region()).contains(id);
                    case "Parameter" -> SsmParameters.of(call.region()).find(id).isPresent();
                    default -> throw AwsError.of("InvalidResourceType", "The resource type isn't valid.");
                };
        if (!there) {
            throw AwsError.of("InvalidResourceId", "The resource ID isn't valid.");
        }
    }

    private static AddTagsToResourceResponse add(Call call, AddTagsToResourceRequest request) {
        check(call, request.resourceTypeAsString(), request.resourceId());
        put(call, request.resourceTypeAsString(), request.resourceId(), request.tags());
        return AddTagsToResourceResponse.builder().build();
    }

    private static RemoveTagsFromResourceResponse remove(Call call, RemoveTagsFromResourceRequest request) {
        check(call, request.resourceTypeAsString(), request.resourceId());
        SsmParameters.of(call.region())
                .tags(request.resourceTypeAsString() + "/" + request.resourceId())
                .keySet()
                .removeAll(request.tagKeys());
        return RemoveTagsFromResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest request) {
        check(call, request.resourceTypeAsString(), request.resourceId());
        return ListTagsForResourceResponse.builder()
                .tagList(of(call, request.resourceTypeAsString(), request.resourceId()))
                .build();
    }
}
