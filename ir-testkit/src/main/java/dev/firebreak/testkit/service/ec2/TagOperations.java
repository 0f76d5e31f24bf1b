package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** Tags on any resource. */
final class TagOperations {
    private TagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateTags", CreateTagsRequest::builder, TagOperations::createTags)
                .on("DeleteTags", DeleteTagsRequest::builder, TagOperations::deleteTags)
                .on("DescribeTags", DescribeTagsRequest::builder, TagOperations::describeTags);
    }

    private static CreateTagsResponse createTags(Call call, CreateTagsRequest request) {
        List<String> resources = Refusals.required(request.resources(), "ResourceId");
        Refusals.required(request.tags(), "Tag");
        Tagging.check(request.tags());
        for (String resource : resources) {
            kindOf(call, resource);
            Tagging.checkRoom(call, resource, request.tags());
        }
        resources.forEach(resource -> Tagging.put(call, resource, request.tags()));
        return CreateTagsResponse.builder().build();
    }

    private static DeleteTagsResponse deleteTags(Call call, DeleteTagsRequest request) {
        List<String> resources = Refusals.required(request.resources(), "ResourceId");
        if (request.tags().stream().anyMatch(tag -> Tagging.reserved(tag.key()))) {
            throw Refusals.value("aws: prefixed tag key names are not allowed for external use.");
        }
        resources.forEach(resource -> kindOf(call, resource));
        resources.forEach(resource -> remove(call.region().ec2(), resource, request.tags()));
        return DeleteTagsResponse.builder().build();
    }

    /** With a value, a tag goes only when it has that value; without any tags, all that are not AWS's own go. */
    private static void remove(Ec2State state, String resource, List<Tag> tags) {
        if (tags.isEmpty()) {
            List.copyOf(state.tags().of(resource).keySet()).stream()
                    .filter(key -> !Tagging.reserved(key))
                    .forEach(key -> state.tags().remove(resource, key));
        }
        for (Tag tag : tags) {
            String current = state.tags().of(resource).get(tag.key());
            if (current != null && (tag.value() == null || tag.value().equals(current))) {
                state.tags().remove(resource, tag.key());
            }
        }
    }

    private static DescribeTagsResponse describeTags(Call call, DescribeTagsRequest request) {
        var filters = new Filters<TagDescription>(call, TagDescription::resourceId)
                .on("key", TagDescription::key)
                .on("value", TagDescription::value)
                .on("resource-id", TagDescription::resourceId)
                .on("resource-type", TagDescription::resourceTypeAsString)
                .indexed("resource-id", resource -> tagsOf(call, resource));
        var page = Page.of(
                filters.select(() -> allTags(call), request.filters()), request.maxResults(), request.nextToken(), 5);
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static List<TagDescription> allTags(Call call) {
        var all = new ArrayList<TagDescription>();
        call.region().ec2().tags().all().keySet().forEach(resource -> all.addAll(tagsOf(call, resource)));
        return all;
    }

    private static List<TagDescription> tagsOf(Call call, String resource) {
        return call.region().ec2().tags().list(resource).stream()
                .map(tag -> TagDescription.builder()
                        .resourceId(resource)
                        .resourceType(ResourceTypes.of(resource))
                        .key(tag.key())
                        .value(tag.value())
                        .build())
                .toList();
    }

    private static void kindOf(Call call, String resource) {
        if (resource.startsWith("sgr-")) {
            findRule(call, resource);
            return;
        }
        Stream.concat(Kind.ALL.stream(), NetworkKinds.ALL.stream())
                .filter(kind -> resource.startsWith(kind.prefix() + "-"))
                .findFirst()
                .orElseThrow(() -> AwsError.of("InvalidID", "The ID '%s' is not valid", resource))
                .get(call, resource);
    }

    private static void findRule(Call call, String ruleId) {
        for (Ec2SecurityGroup group : call.region().ec2().securityGroups().all()) {
            if (group.rule(ruleId).isPresent()) {
                return;
            }
        }
        throw AwsError.of(
                "InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '%s' does not exist", ruleId);
    }
}
