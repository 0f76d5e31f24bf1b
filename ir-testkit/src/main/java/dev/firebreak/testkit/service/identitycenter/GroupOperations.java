package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.identitystore.model.AlternateIdentifier;
import software.amazon.awssdk.services.identitystore.model.CreateGroupRequest;
import software.amazon.awssdk.services.identitystore.model.CreateGroupResponse;
import software.amazon.awssdk.services.identitystore.model.DeleteGroupRequest;
import software.amazon.awssdk.services.identitystore.model.DeleteGroupResponse;
import software.amazon.awssdk.services.identitystore.model.DescribeGroupRequest;
import software.amazon.awssdk.services.identitystore.model.DescribeGroupResponse;
import software.amazon.awssdk.services.identitystore.model.GetGroupIdRequest;
import software.amazon.awssdk.services.identitystore.model.GetGroupIdResponse;
import software.amazon.awssdk.services.identitystore.model.Group;
import software.amazon.awssdk.services.identitystore.model.ListGroupsRequest;
import software.amazon.awssdk.services.identitystore.model.ListGroupsResponse;
import software.amazon.awssdk.services.identitystore.model.UpdateGroupRequest;
import software.amazon.awssdk.services.identitystore.model.UpdateGroupResponse;

/** The groups of an identity store. */
final class GroupOperations {
    private GroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateGroup", CreateGroupRequest::builder, GroupOperations::create)
                .on("DescribeGroup", DescribeGroupRequest::builder, GroupOperations::describe)
                .on("ListGroups", ListGroupsRequest::builder, GroupOperations::list)
                .on("GetGroupId", GetGroupIdRequest::builder, GroupOperations::getId)
                .on("UpdateGroup", UpdateGroupRequest::builder, GroupOperations::update)
                .on("DeleteGroup", DeleteGroupRequest::builder, GroupOperations::delete);
    }

    private static CreateGroupResponse create(Call call, CreateGroupRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        String name = IdentityCenterErrors.required(request.displayName(), "displayName");
        checkFree(center, name);
        String id = call.world().ids().uuid();
        center.groups()
                .put(Group.builder()
                        .identityStoreId(center.store())
                        .groupId(id)
                        .displayName(name)
                        .description(request.description())
                        .createdAt(call.now())
                        .updatedAt(call.now())
                        .build());
        return CreateGroupResponse.builder()
                .identityStoreId(center.store())
                .groupId(id)
                .build();
    }

    private static void checkFree(IdentityCenter center, String name) {
        if (center.groups().all().stream().anyMatch(group -> group.displayName().equalsIgnoreCase(name))) {
            throw IdentityCenterErrors.conflict("Duplicate GroupDisplayName");
        }
    }

    static Group group(IdentityCenter center, @Nullable String groupId) {
        String id = IdentityCenterErrors.required(groupId, "groupId");
        return center.groups().find(id).orElseThrow(() -> IdentityCenterErrors.notFound("GROUP not found."));
    }

    private static DescribeGroupResponse describe(Call call, DescribeGroupRequest request) {
        Group group = group(IdentityCenter.byStore(call, request.identityStoreId()), request.groupId());
        return StoreAttributes.copy(group, DescribeGroupResponse.builder()).build();
    }

    @SuppressWarnings("deprecation") // filters are served still
    private static ListGroupsResponse list(Call call, ListGroupsRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        List<Group> matching = center.groups().all().stream()
                .filter(group -> request.filters().stream()
                        .allMatch(filter -> "DisplayName".equalsIgnoreCase(filter.attributePath())
                                && group.displayName().equalsIgnoreCase(filter.attributeValue())))
                .toList();
        ResultPage<Group> page = IdentityCenterErrors.page(matching, request.maxResults(), request.nextToken());
        return ListGroupsResponse.builder()
                .groups(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static GetGroupIdResponse getId(Call call, GetGroupIdRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        AlternateIdentifier wanted = request.alternateIdentifier();
        if (wanted == null
                || wanted.uniqueAttribute() == null
                || !"displayName".equalsIgnoreCase(wanted.uniqueAttribute().attributePath())) {
            throw IdentityCenterErrors.notFound("GROUP not found.");
        }
        String name = wanted.uniqueAttribute().attributeValue().asString();
        Group group = center.groups().all().stream()
                .filter(each -> each.displayName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> IdentityCenterErrors.notFound("GROUP not found."));
        return GetGroupIdResponse.builder()
                .identityStoreId(center.store())
                .groupId(group.groupId())
                .build();
    }

    private static UpdateGroupResponse update(Call call, UpdateGroupRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        Group.Builder changed = group(center, request.groupId()).toBuilder();
        for (var operation : request.operations()) {
            String text = operation.attributeValue() == null
                    ? null
                    : operation.attributeValue().asString();
            if ("displayName".equalsIgnoreCase(operation.attributePath()) && text != null) {
                checkFree(center, text);
                changed.displayName(text);
            } else if ("description".equalsIgnoreCase(operation.attributePath())) {
                changed.description(text);
            } else {
                throw IdentityCenterErrors.validation("The attribute path %s is not valid", operation.attributePath());
            }
        }
        center.groups().put(changed.updatedAt(call.now()).build());
        return UpdateGroupResponse.builder().build();
    }

    private static DeleteGroupResponse delete(Call call, DeleteGroupRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        Group group = group(center, request.groupId());
        center.memberships()
                .by("group", group.groupId())
                .forEach(membership -> center.memberships().remove(membership.membershipId()));
        center.groups().remove(group.groupId());
        return DeleteGroupResponse.builder().build();
    }
}
