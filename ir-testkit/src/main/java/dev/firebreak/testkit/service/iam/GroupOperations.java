package dev.firebreak.testkit.service.iam;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.iam.IamEntities;
import dev.firebreak.testkit.world.iam.IamGroup;
import dev.firebreak.testkit.world.iam.IamUser;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;

/** IAM groups and who is in them. */
final class GroupOperations {
    private static final int GROUPS = 300;
    private static final int GROUPS_PER_USER = 10;

    void register(Operations operations) {
        operations
                .on("CreateGroup", CreateGroupRequest::builder, this::createGroup)
                .on("GetGroup", GetGroupRequest::builder, this::getGroup)
                .on("ListGroups", ListGroupsRequest::builder, this::listGroups)
                .on("UpdateGroup", UpdateGroupRequest::builder, this::updateGroup)
                .on("DeleteGroup", DeleteGroupRequest::builder, this::deleteGroup)
                .on("AddUserToGroup", AddUserToGroupRequest::builder, this::addUserToGroup)
                .on("RemoveUserFromGroup", RemoveUserFromGroupRequest::builder, this::removeUserFromGroup)
                .on("ListGroupsForUser", ListGroupsForUserRequest::builder, this::listGroupsForUser);
    }

    private CreateGroupResponse createGroup(Call call, CreateGroupRequest request) {
        String name = IamChecks.name(request.groupName(), "groupName", 128);
        String path = IamChecks.path(request.path());
        IamEntities<IamGroup> groups = IamLookup.iam(call).groups();
        if (groups.isTaken(name)) {
            throw IamErrors.alreadyExists("Group with name %s already exists.", name);
        }
        if (groups.size() >= GROUPS) {
            throw IamErrors.quota("GroupsPerAccount", GROUPS);
        }
        IamGroup group = new IamGroup(call.account(), name, path);
        groups.add(group);
        return CreateGroupResponse.builder().group(IamAnswers.group(group)).build();
    }

    private GetGroupResponse getGroup(Call call, GetGroupRequest request) {
        IamGroup group = IamLookup.group(call, request.groupName());
        IamPage<IamUser> page =
                IamPage.of(group.members().values(), IamUser::name, request.marker(), request.maxItems());
        return GetGroupResponse.builder()
                .group(IamAnswers.group(group))
                .users(page.items().stream()
                        .map(user -> IamAnswers.user(user).build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private ListGroupsResponse listGroups(Call call, ListGroupsRequest request) {
        String prefix = IamChecks.pathPrefix(request.pathPrefix());
        List<IamGroup> matching = IamLookup.iam(call).groups().all().stream()
                .filter(group -> group.path().startsWith(prefix))
                .collect(toList());
        IamPage<IamGroup> page = IamPage.of(matching, IamGroup::name, request.marker(), request.maxItems());
        return ListGroupsResponse.builder()
                .groups(page.items().stream().map(IamAnswers::group).collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private UpdateGroupResponse updateGroup(Call call, UpdateGroupRequest request) {
        IamGroup group = IamLookup.group(call, request.groupName());
        String name = request.newGroupName() == null
                ? group.name()
                : IamChecks.name(request.newGroupName(), "newGroupName", 128);
        String path = request.newPath() == null ? group.path() : IamChecks.path(request.newPath());
        IamEntities<IamGroup> groups = IamLookup.iam(call).groups();
        if (!name.equalsIgnoreCase(group.name()) && groups.isTaken(name)) {
            throw IamErrors.alreadyExists("Group with name %s already exists.", name);
        }
        // Users know their groups by name.
        List<IamUser> members = List.copyOf(group.members().values());
        members.forEach(group::remove);
        groups.rename(group, name, path);
        members.forEach(group::add);
        return UpdateGroupResponse.builder().build();
    }

    private DeleteGroupResponse deleteGroup(Call call, DeleteGroupRequest request) {
        IamGroup group = IamLookup.group(call, request.groupName());
        refuse(!group.members().isEmpty(), "must remove users from group first.");
        refuse(!group.attachedPolicies().isEmpty(), "must detach all policies first.");
        refuse(!group.inlinePolicies().isEmpty(), "must delete policies first.");
        IamLookup.iam(call).groups().remove(group);
        return DeleteGroupResponse.builder().build();
    }

    private static void refuse(boolean refused, String reason) {
        if (refused) {
            throw IamErrors.deleteConflict("Cannot delete entity, " + reason);
        }
    }

    private AddUserToGroupResponse addUserToGroup(Call call, AddUserToGroupRequest request) {
        IamGroup group = IamLookup.group(call, request.groupName());
        IamUser user = IamLookup.user(call, request.userName());
        if (!user.groups().containsKey(group.name()) && user.groups().size() >= GROUPS_PER_USER) {
            throw IamErrors.quota("GroupsPerUser", GROUPS_PER_USER);
        }
        group.add(user);
        return AddUserToGroupResponse.builder().build();
    }

    private RemoveUserFromGroupResponse removeUserFromGroup(Call call, RemoveUserFromGroupRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        IamLookup.group(call, request.groupName()).remove(user);
        return RemoveUserFromGroupResponse.builder().build();
    }

    private ListGroupsForUserResponse listGroupsForUser(Call call, ListGroupsForUserRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        IamPage<IamGroup> page =
                IamPage.of(user.groups().values(), IamGroup::name, request.marker(), request.maxItems());
        return ListGroupsForUserResponse.builder()
                .groups(page.items().stream().map(IamAnswers::group).collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
