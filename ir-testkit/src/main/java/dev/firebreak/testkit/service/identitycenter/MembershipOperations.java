package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.identitystore.model.CreateGroupMembershipRequest;
import software.amazon.awssdk.services.identitystore.model.CreateGroupMembershipResponse;
import software.amazon.awssdk.services.identitystore.model.DeleteGroupMembershipRequest;
import software.amazon.awssdk.services.identitystore.model.DeleteGroupMembershipResponse;
import software.amazon.awssdk.services.identitystore.model.DescribeGroupMembershipRequest;
import software.amazon.awssdk.services.identitystore.model.DescribeGroupMembershipResponse;
import software.amazon.awssdk.services.identitystore.model.GetGroupMembershipIdRequest;
import software.amazon.awssdk.services.identitystore.model.GetGroupMembershipIdResponse;
import software.amazon.awssdk.services.identitystore.model.GroupMembership;
import software.amazon.awssdk.services.identitystore.model.GroupMembershipExistenceResult;
import software.amazon.awssdk.services.identitystore.model.IsMemberInGroupsRequest;
import software.amazon.awssdk.services.identitystore.model.IsMemberInGroupsResponse;
import software.amazon.awssdk.services.identitystore.model.ListGroupMembershipsForMemberRequest;
import software.amazon.awssdk.services.identitystore.model.ListGroupMembershipsForMemberResponse;
import software.amazon.awssdk.services.identitystore.model.ListGroupMembershipsRequest;
import software.amazon.awssdk.services.identitystore.model.ListGroupMembershipsResponse;
import software.amazon.awssdk.services.identitystore.model.MemberId;
import software.amazon.awssdk.services.identitystore.model.User;

/** Who is in which group of an identity store. */
final class MembershipOperations {
    private MembershipOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateGroupMembership", CreateGroupMembershipRequest::builder, MembershipOperations::create)
                .on("DescribeGroupMembership", DescribeGroupMembershipRequest::builder, MembershipOperations::describe)
                .on("GetGroupMembershipId", GetGroupMembershipIdRequest::builder, MembershipOperations::getId)
                .on("DeleteGroupMembership", DeleteGroupMembershipRequest::builder, MembershipOperations::delete)
                .on("ListGroupMemberships", ListGroupMembershipsRequest::builder, MembershipOperations::list)
                .on(
                        "ListGroupMembershipsForMember",
                        ListGroupMembershipsForMemberRequest::builder,
                        MembershipOperations::listForMember)
                .on("IsMemberInGroups", IsMemberInGroupsRequest::builder, MembershipOperations::isMember);
    }

    private static CreateGroupMembershipResponse create(Call call, CreateGroupMembershipRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        String group = GroupOperations.group(center, request.groupId()).groupId();
        User user = member(center, request.memberId());
        if (find(center, group, user.userId()).isPresent()) {
            throw IdentityCenterErrors.conflict("Member and Group relationship already exists.");
        }
        GroupMembership made = GroupMembership.builder()
                .identityStoreId(center.store())
                .membershipId(call.world().ids().uuid())
                .groupId(group)
                .memberId(MemberId.fromUserId(user.userId()))
                .createdAt(call.now())
                .updatedAt(call.now())
                .build();
        center.memberships().put(made);
        return CreateGroupMembershipResponse.builder()
                .identityStoreId(center.store())
                .membershipId(made.membershipId())
                .build();
    }

    private static User member(IdentityCenter center, @Nullable MemberId memberId) {
        return UserOperations.user(center, memberId == null ? null : memberId.userId());
    }

    private static Optional<GroupMembership> find(IdentityCenter center, String group, String user) {
        return center.memberships().by("group", group).stream()
                .filter(membership -> membership.memberId().userId().equals(user))
                .findFirst();
    }

    private static GroupMembership membership(IdentityCenter center, @Nullable String membershipId) {
        return center.memberships()
                .find(IdentityCenterErrors.required(membershipId, "membershipId"))
                .orElseThrow(() -> IdentityCenterErrors.notFound("MEMBERSHIP not found."));
    }

    private static DescribeGroupMembershipResponse describe(Call call, DescribeGroupMembershipRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        return StoreAttributes.copy(
                        membership(center, request.membershipId()), DescribeGroupMembershipResponse.builder())
                .build();
    }

    private static GetGroupMembershipIdResponse getId(Call call, GetGroupMembershipIdRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        String group = GroupOperations.group(center, request.groupId()).groupId();
        GroupMembership found = find(
                        center, group, member(center, request.memberId()).userId())
                .orElseThrow(() -> IdentityCenterErrors.notFound("MEMBERSHIP not found."));
        return GetGroupMembershipIdResponse.builder()
                .identityStoreId(center.store())
                .membershipId(found.membershipId())
                .build();
    }

    private static DeleteGroupMembershipResponse delete(Call call, DeleteGroupMembershipRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        center.memberships().remove(membership(center, request.membershipId()).membershipId());
        return DeleteGroupMembershipResponse.builder().build();
    }

    private static ListGroupMembershipsResponse list(Call call, ListGroupMembershipsRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        String group = GroupOperations.group(center, request.groupId()).groupId();
        ResultPage<GroupMembership> page = IdentityCenterErrors.page(
                center.memberships().by("group", group), request.maxResults(), request.nextToken());
        return ListGroupMembershipsResponse.builder()
                .groupMemberships(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static ListGroupMembershipsForMemberResponse listForMember(
            Call call, ListGroupMembershipsForMemberRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        String user = member(center, request.memberId()).userId();
        ResultPage<GroupMembership> page = IdentityCenterErrors.page(
                center.memberships().by("user", user), request.maxResults(), request.nextToken());
        return ListGroupMembershipsForMemberResponse.builder()
                .groupMemberships(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static IsMemberInGroupsResponse isMember(Call call, IsMemberInGroupsRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        User user = member(center, request.memberId());
        List<GroupMembershipExistenceResult> results = request.groupIds().stream()
                .map(group -> GroupMembershipExistenceResult.builder()
                        .groupId(group)
                        .memberId(request.memberId())
                        .membershipExists(find(center, group, user.userId()).isPresent())
                        .build())
                .toList();
        return IsMemberInGroupsResponse.builder().results(results).build();
    }
}
