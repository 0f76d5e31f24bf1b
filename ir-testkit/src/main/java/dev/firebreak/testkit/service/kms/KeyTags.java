package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.TagResourceRequest;
import software.amazon.awssdk.services.kms.model.TagResourceResponse;
import software.amazon.awssdk.services.kms.model.UntagResourceRequest;
import software.amazon.awssdk.services.kms.model.UntagResourceResponse;

/** The tags of keys. */
final class KeyTags {
    private static final int MOST = 50;

    private KeyTags() {}

    static void addTo(Operations operations) {
        operations
                .on("TagResource", TagResourceRequest::builder, KeyTags::tag)
                .on("UntagResource", UntagResourceRequest::builder, KeyTags::untag)
                .on("ListResourceTags", ListResourceTagsRequest::builder, KeyTags::list);
    }

    static void check(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (tag.tagKey().startsWith("aws:")) {
                throw AwsError.of("TagException", "aws: prefixed tag key names are not allowed for external use.");
            }
            if (!keys.add(tag.tagKey())) {
                throw AwsError.of("TagException", "Duplicate tag keys");
            }
        }
        if (keys.size() > MOST) {
            throw AwsError.of("TagException", "Too many tags");
        }
    }

    static void put(KmsKey key, List<Tag> tags) {
        tags.forEach(tag -> key.tags().put(tag.tagKey(), tag.tagValue()));
    }

    private static TagResourceResponse tag(Call call, TagResourceRequest request) {
        KmsKey key = KeyLookup.kept(KeyLookup.managed(call, request.keyId(), "TagResource"));
        check(request.tags());
        Set<String> keys = new HashSet<>(key.tags().keySet());
        request.tags().forEach(tag -> keys.add(tag.tagKey()));
        if (keys.size() > MOST) {
            throw AwsError.of("LimitExceededException", "Too many tags");
        }
        put(key, request.tags());
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        KmsKey key = KeyLookup.kept(KeyLookup.managed(call, request.keyId(), "UntagResource"));
        request.tagKeys().forEach(key.tags()::remove);
        return UntagResourceResponse.builder().build();
    }

    private static ListResourceTagsResponse list(Call call, ListResourceTagsRequest request) {
        KmsKey key = KeyLookup.managed(call, request.keyId(), "ListResourceTags");
        List<Tag> tags = key.tags().entrySet().stream()
                .map(tag -> Tag.builder()
                        .tagKey(tag.getKey())
                        .tagValue(tag.getValue())
                        .build())
                .toList();
        int limit = KeyLookup.limit(request.limit(), MOST, MOST);
        ResultPage<Tag> page = ResultPage.of(tags, limit, request.marker(), KmsErrors::invalidMarker);
        return ListResourceTagsResponse.builder()
                .tags(page.items())
                .nextMarker(page.nextToken())
                .truncated(page.nextToken() != null)
                .build();
    }
}
