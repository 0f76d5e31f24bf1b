package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.iam.InstanceProfile;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/** The tags of managed policies and instance profiles. */
final class TagOperations {
    private TagOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("TagPolicy", TagPolicyRequest::builder, TagOperations::tagPolicy)
                .on("UntagPolicy", UntagPolicyRequest::builder, TagOperations::untagPolicy)
                .on("ListPolicyTags", ListPolicyTagsRequest::builder, TagOperations::listPolicyTags)
                .on("TagInstanceProfile", TagInstanceProfileRequest::builder, TagOperations::tagProfile)
                .on("UntagInstanceProfile", UntagInstanceProfileRequest::builder, TagOperations::untagProfile)
                .on("ListInstanceProfileTags", ListInstanceProfileTagsRequest::builder, TagOperations::listProfileTags);
    }

    private static TagPolicyResponse tagPolicy(Call call, TagPolicyRequest request) {
        ManagedPolicy policy = IamLookup.ownPolicy(call, request.policyArn());
        IamChecks.tag(policy.tags(), "Policy", request.tags());
        return TagPolicyResponse.builder().build();
    }

    private static UntagPolicyResponse untagPolicy(Call call, UntagPolicyRequest request) {
        IamChecks.untag(IamLookup.ownPolicy(call, request.policyArn()).tags(), request.tagKeys());
        return UntagPolicyResponse.builder().build();
    }

    private static ListPolicyTagsResponse listPolicyTags(Call call, ListPolicyTagsRequest request) {
        SortedMap<String, String> tags =
                IamLookup.policy(call, request.policyArn()).tags();
        IamPage<Tag> page = page(tags, request.marker(), request.maxItems());
        return ListPolicyTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static TagInstanceProfileResponse tagProfile(Call call, TagInstanceProfileRequest request) {
        InstanceProfile profile = IamLookup.profile(call, request.instanceProfileName());
        IamChecks.tag(profile, request.tags());
        return TagInstanceProfileResponse.builder().build();
    }

    private static UntagInstanceProfileResponse untagProfile(Call call, UntagInstanceProfileRequest request) {
        InstanceProfile profile = IamLookup.profile(call, request.instanceProfileName());
        IamChecks.untag(profile.tags(), request.tagKeys());
        return UntagInstanceProfileResponse.builder().build();
    }

    private static ListInstanceProfileTagsResponse listProfileTags(Call call, ListInstanceProfileTagsRequest request) {
        SortedMap<String, String> tags =
                IamLookup.profile(call, request.instanceProfileName()).tags();
        IamPage<Tag> page = page(tags, request.marker(), request.maxItems());
        return ListInstanceProfileTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static IamPage<Tag> page(
            SortedMap<String, String> tags, @Nullable String marker, @Nullable Integer maxItems) {
        return IamPage.of(IamAnswers.tags(tags), Tag::key, marker, maxItems);
    }
}
