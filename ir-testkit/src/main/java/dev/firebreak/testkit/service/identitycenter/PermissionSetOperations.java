package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssoadmin.model.CreatePermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.CreatePermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.DeletePermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.DeletePermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.DescribePermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.DescribePermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListPermissionSetsRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListPermissionSetsResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssoadmin.model.Tag;
import software.amazon.awssdk.services.ssoadmin.model.TagResourceRequest;
import software.amazon.awssdk.services.ssoadmin.model.TagResourceResponse;
import software.amazon.awssdk.services.ssoadmin.model.UntagResourceRequest;
import software.amazon.awssdk.services.ssoadmin.model.UntagResourceResponse;
import software.amazon.awssdk.services.ssoadmin.model.UpdatePermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.UpdatePermissionSetResponse;

/** Permission sets and their tags. */
final class PermissionSetOperations {
    private static final Duration LONGEST = Duration.ofHours(12);

    private PermissionSetOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreatePermissionSet", CreatePermissionSetRequest::builder, PermissionSetOperations::create)
                .on("DescribePermissionSet", DescribePermissionSetRequest::builder, PermissionSetOperations::describe)
                .on("UpdatePermissionSet", UpdatePermissionSetRequest::builder, PermissionSetOperations::update)
                .on("DeletePermissionSet", DeletePermissionSetRequest::builder, PermissionSetOperations::delete)
                .on("ListPermissionSets", ListPermissionSetsRequest::builder, PermissionSetOperations::list)
                .on("TagResource", TagResourceRequest::builder, PermissionSetOperations::tag)
                .on("UntagResource", UntagResourceRequest::builder, PermissionSetOperations::untag)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, PermissionSetOperations::listTags);
    }

    private static CreatePermissionSetResponse create(Call call, CreatePermissionSetRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        String name = IdentityCenterErrors.required(request.name(), "name");
        if (!name.matches("[\\w+=,.@-]{1,32}")) {
            throw IdentityCenterErrors.validation(
                    "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must "
                            + "satisfy regular expression pattern: [\\w+=,.@-]+",
                    name);
        }
        if (center.permissionSets().values().stream().anyMatch(set -> set.name().equals(name))) {
            throw IdentityCenterErrors.conflict("PermissionSet with name %s already exists.", name);
        }
        checkDuration(request.sessionDuration());
        var set = new PermissionSetData(center.newPermissionSetArn(call.world()), name, call.now());
        set.describe(request.description(), request.relayState(), request.sessionDuration());
        request.tags().forEach(tag -> set.tags().put(tag.key(), tag.value()));
        center.permissionSets().put(set.arn(), set);
        return CreatePermissionSetResponse.builder().permissionSet(set.answer()).build();
    }

    private static void checkDuration(@Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(LONGEST) <= 0 && duration.compareTo(Duration.ofHours(1)) >= 0) {
                return;
            }
        } catch (DateTimeParseException noDuration) {
            throw IdentityCenterErrors.validation("Session duration %s is not an ISO-8601 duration", text);
        }
        throw IdentityCenterErrors.validation("Session duration %s must be between 1 and 12 hours", text);
    }

    private static DescribePermissionSetResponse describe(Call call, DescribePermissionSetRequest request) {
        PermissionSetData set =
                IdentityCenter.ofOrganization(call, request.instanceArn()).permissionSet(request.permissionSetArn());
        return DescribePermissionSetResponse.builder()
                .permissionSet(set.answer())
                .build();
    }

    private static UpdatePermissionSetResponse update(Call call, UpdatePermissionSetRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        PermissionSetData set = center.permissionSet(request.permissionSetArn());
        checkDuration(request.sessionDuration());
        set.describe(request.description(), request.relayState(), request.sessionDuration());
        PermissionSetPolicyOperations.changed(center, set);
        return UpdatePermissionSetResponse.builder().build();
    }

    private static DeletePermissionSetResponse delete(Call call, DeletePermissionSetRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        PermissionSetData set = center.permissionSet(request.permissionSetArn());
        if (center.assignments().all().stream()
                .anyMatch(assignment -> assignment.permissionSet().equals(set.arn()))) {
            throw IdentityCenterErrors.conflict("PermissionSet has ApplicationProfile associated with it.");
        }
        center.permissionSets().remove(set.arn());
        return DeletePermissionSetResponse.builder().build();
    }

    private static ListPermissionSetsResponse list(Call call, ListPermissionSetsRequest request) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, request.instanceArn());
        ResultPage<String> page = IdentityCenterErrors.page(
                List.copyOf(center.permissionSets().keySet()), request.maxResults(), request.nextToken());
        return ListPermissionSetsResponse.builder()
                .permissionSets(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static TagResourceResponse tag(Call call, TagResourceRequest request) {
        PermissionSetData set = tagged(call, request.instanceArn(), request.resourceArn());
        request.tags().forEach(tag -> set.tags().put(tag.key(), tag.value()));
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        PermissionSetData set = tagged(call, request.instanceArn(), request.resourceArn());
        request.tagKeys().forEach(set.tags()::remove);
        return UntagResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse listTags(Call call, ListTagsForResourceRequest request) {
        List<Tag> tags = tagged(call, request.instanceArn(), request.resourceArn()).tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return ListTagsForResourceResponse.builder().tags(tags).build();
    }

    private static PermissionSetData tagged(Call call, @Nullable String instanceArn, @Nullable String resourceArn) {
        String instance = instanceArn == null
                ? IdentityCenter.of(call).map(IdentityCenter::arn).orElse(null)
                : instanceArn;
        return IdentityCenter.ofOrganization(call, instance).permissionSet(resourceArn);
    }
}
