package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TagResourceRequest;
import software.amazon.awssdk.services.organizations.model.TagResourceResponse;
import software.amazon.awssdk.services.organizations.model.UntagResourceRequest;
import software.amazon.awssdk.services.organizations.model.UntagResourceResponse;

/** Tags of the root, units, accounts and policies. */
final class TagOperations {
    private static final int TAGS = 50;

    private TagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("TagResource", TagResourceRequest::builder, TagOperations::tagResource)
                .on("UntagResource", UntagResourceRequest::builder, TagOperations::untag)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, TagOperations::list);
    }

    static void tag(Organization organization, String resource, List<Tag> tags) {
        var changed = new TreeMap<>(organization.tags(resource));
        for (Tag tag : tags) {
            String key = Access.required(tag.key(), "Tags.Key");
            if (key.startsWith("aws:")) {
                throw OrganizationsErrors.invalidInput("You can't use a tag key that begins with aws:.");
            }
            changed.put(key, tag.value() == null ? "" : tag.value());
        }
        if (changed.size() > TAGS) {
            throw OrganizationsErrors.constraint("You have exceeded the number of tags allowed on this resource.");
        }
        organization.tags(resource).putAll(changed);
    }

    private static TagResourceResponse tagResource(Call call, TagResourceRequest request) {
        Organization organization = Access.management(call);
        tag(organization, resource(organization, request.resourceId()), request.tags());
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        Organization organization = Access.management(call);
        SortedMap<String, String> tags = organization.tags(resource(organization, request.resourceId()));
        request.tagKeys().forEach(tags::remove);
        return UntagResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest request) {
        Organization organization = Access.reader(call);
        List<Tag> tags = organization.tags(resource(organization, request.resourceId())).entrySet().stream()
                .map(entry -> Tag.builder()
                        .key(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
        ResultPage<Tag> page = Access.page(tags, null, request.nextToken());
        return ListTagsForResourceResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static String resource(Organization organization, @Nullable String resourceId) {
        String resource = Access.required(resourceId, "ResourceId");
        if (!organization.isTarget(resource) && !organization.policies().contains(resource)) {
            throw OrganizationsErrors.noSuchTarget();
        }
        return resource;
    }
}
