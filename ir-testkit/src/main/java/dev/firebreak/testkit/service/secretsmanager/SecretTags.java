package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.TagResourceResponse;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceRequest;
import software.amazon.awssdk.services.secretsmanager.model.UntagResourceResponse;

/** The tags of secrets. */
final class SecretTags {
    private static final int MOST = 50;

    private SecretTags() {}

    static void addTo(Operations operations) {
        operations
                .on("TagResource", TagResourceRequest::builder, SecretTags::tag)
                .on("UntagResource", UntagResourceRequest::builder, SecretTags::untag);
    }

    static void check(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            if (tag.key() == null || tag.key().startsWith("aws:")) {
                throw SecretErrors.parameter("The tag key %s is not valid.", tag.key());
            }
            if (!keys.add(tag.key())) {
                throw SecretErrors.parameter("The tag key %s is given twice.", tag.key());
            }
        }
        if (keys.size() > MOST) {
            throw SecretErrors.parameter("A secret can't have more than %d tags.", MOST);
        }
    }

    private static TagResourceResponse tag(Call call, TagResourceRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "TagResource");
        check(request.tags());
        Set<String> keys = new HashSet<>(secret.tags().keySet());
        request.tags().forEach(tag -> keys.add(tag.key()));
        if (keys.size() > MOST) {
            throw SecretErrors.parameter("A secret can't have more than %d tags.", MOST);
        }
        request.tags().forEach(tag -> secret.tags().put(tag.key(), tag.value()));
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "UntagResource");
        request.tagKeys().forEach(secret.tags()::remove);
        return UntagResourceResponse.builder().build();
    }
}
