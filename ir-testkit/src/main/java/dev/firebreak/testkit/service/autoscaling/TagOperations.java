package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** The tags of groups, which a group may give the instances that it launches. */
final class TagOperations {
    private static final String TYPE = "auto-scaling-group";
    private static final int MOST = 50;

    private TagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateOrUpdateTags", CreateOrUpdateTagsRequest::builder, TagOperations::put)
                .on("DeleteTags", DeleteTagsRequest::builder, TagOperations::delete)
                .on("DescribeTags", DescribeTagsRequest::builder, TagOperations::describe);
    }

    private static CreateOrUpdateTagsResponse put(Call call, CreateOrUpdateTagsRequest request) {
        request.tags().forEach(tag -> check(call, tag));
        request.tags().forEach(tag -> group(call, tag).tags().put(tag.key(), description(tag.resourceId(), tag)));
        return CreateOrUpdateTagsResponse.builder().build();
    }

    private static void check(Call call, Tag tag) {
        ScalingGroup group = group(call, tag);
        String key = Groups.required(tag.key(), "key");
        if (key.startsWith("aws:")) {
            throw Groups.invalid("Tag keys must not begin with the reserved prefix 'aws:'");
        }
        Set<String> keys = new HashSet<>(group.tags().keySet());
        keys.add(key);
        if (keys.size() > MOST) {
            throw AwsError.of("LimitExceeded", "A group can have at most %d tags", MOST);
        }
    }

    /** A tag of a group as the API gives it. */
    static TagDescription description(String groupName, Tag tag) {
        return TagDescription.builder()
                .key(tag.key())
                .value(tag.value() == null ? "" : tag.value())
                .propagateAtLaunch(Boolean.TRUE.equals(tag.propagateAtLaunch()))
                .resourceId(groupName)
                .resourceType(TYPE)
                .build();
    }

    private static ScalingGroup group(Call call, Tag tag) {
        return Groups.find(call, tag.resourceId());
    }

    /** Deletes tags; one that is given with a value only when it has that value. */
    private static DeleteTagsResponse delete(Call call, DeleteTagsRequest request) {
        request.tags().forEach(tag -> group(call, tag));
        for (Tag tag : request.tags()) {
            TagDescription present = group(call, tag).tags().get(tag.key());
            if (present != null && (tag.value() == null || tag.value().equals(present.value()))) {
                group(call, tag).tags().remove(tag.key());
            }
        }
        return DeleteTagsResponse.builder().build();
    }

    private static DescribeTagsResponse describe(Call call, DescribeTagsRequest request) {
        List<TagDescription> found = new ArrayList<>();
        call.region()
                .autoScaling()
                .groups()
                .values()
                .forEach(group -> found.addAll(group.tags().values()));
        for (Filter filter : request.filters()) {
            found.removeIf(tag -> !filter.values().contains(value(tag, filter.name())));
        }
        var page = Records.page(found, request.maxRecords(), request.nextToken());
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static String value(TagDescription tag, @Nullable String filter) {
        return switch (Objects.requireNonNullElse(filter, "")) {
            case TYPE -> tag.resourceId();
            case "key" -> tag.key();
            case "value" -> tag.value();
            case "propagate-at-launch" -> String.valueOf(tag.propagateAtLaunch());
            default ->
                throw Groups.invalid(
                        "Filter type %s is not correct. Allowed Filter types are: auto-scaling-group, key, value, propagate-at-launch",
                        String.valueOf(filter));
        };
    }
}
