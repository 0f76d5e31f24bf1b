package dev.firebreak.testkit.service.iam.report;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.iam.IamAnswers;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.IamGroup;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.IamState;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** All users, groups, roles and policies of an account at once: the pages run through the types. */
final class AuthorizationDetailsOperations {
    private AuthorizationDetailsOperations() {}

    static void addTo(Operations operations) {
        operations.on(
                "GetAccountAuthorizationDetails",
                GetAccountAuthorizationDetailsRequest::builder,
                AuthorizationDetailsOperations::get);
    }

    private static GetAccountAuthorizationDetailsResponse get(
            Call call, GetAccountAuthorizationDetailsRequest request) {
        List<IamEntity> matching = entities(IamLookup.iam(call))
                .filter(entity -> request.filter().isEmpty() || request.filter().contains(type(entity)))
                .collect(toList());
        IamPage<IamEntity> page = IamPage.of(
                matching, entity -> type(entity).ordinal() + "/" + entity.arn(), request.marker(), request.maxItems());
        return GetAccountAuthorizationDetailsResponse.builder()
                .userDetailList(of(page, IamUser.class)
                        .map(AuthorizationDetailsOperations::user)
                        .collect(toList()))
                .groupDetailList(of(page, IamGroup.class)
                        .map(AuthorizationDetailsOperations::group)
                        .collect(toList()))
                .roleDetailList(of(page, IamRole.class)
                        .map(AuthorizationDetailsOperations::role)
                        .collect(toList()))
                .policies(of(page, ManagedPolicy.class)
                        .map(AuthorizationDetailsOperations::policy)
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    /** Of the policies of AWS only those that are in use. */
    private static Stream<IamEntity> entities(IamState iam) {
        return Stream.of(
                        iam.users().all().stream(),
                        iam.groups().all().stream(),
                        iam.roles().all().stream(),
                        iam.policies().values().stream()
                                .filter(policy -> !policy.isOfAws()
                                        || !policy.attachments().isEmpty()
                                        || !policy.bounded().isEmpty()))
                .flatMap(all -> all);
    }

    private static EntityType type(IamEntity entity) {
        if (entity instanceof ManagedPolicy policy) {
            return policy.isOfAws() ? EntityType.AWS_MANAGED_POLICY : EntityType.LOCAL_MANAGED_POLICY;
        }
        return entity instanceof IamUser
                ? EntityType.USER
                : entity instanceof IamGroup ? EntityType.GROUP : EntityType.ROLE;
    }

    private static <T> Stream<T> of(IamPage<IamEntity> page, Class<T> type) {
        return page.items().stream().filter(type::isInstance).map(type::cast);
    }

    private static UserDetail user(IamUser user) {
        User full = IamAnswers.fullUser(user);
        return UserDetail.builder()
                .path(user.path())
                .userName(user.name())
                .userId(user.id())
                .arn(user.arn())
                .createDate(user.created())
                .userPolicyList(inline(user))
                .groupList(new ArrayList<>(user.groups().keySet()))
                .attachedManagedPolicies(attached(user))
                .permissionsBoundary(full.permissionsBoundary())
                .tags(full.tags())
                .build();
    }

    private static GroupDetail group(IamGroup group) {
        return GroupDetail.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn())
                .createDate(group.created())
                .groupPolicyList(inline(group))
                .attachedManagedPolicies(attached(group))
                .build();
    }

    private static RoleDetail role(IamRole role) {
        Role full = IamAnswers.fullRole(role);
        return RoleDetail.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .createDate(role.created())
                .assumeRolePolicyDocument(full.assumeRolePolicyDocument())
                .instanceProfileList(role.instanceProfiles().values().stream()
                        .map(profile -> IamAnswers.profile(profile).build())
                        .collect(toList()))
                .rolePolicyList(inline(role))
                .attachedManagedPolicies(attached(role))
                .permissionsBoundary(full.permissionsBoundary())
                .tags(full.tags())
                .roleLastUsed(full.roleLastUsed())
                .build();
    }

    private static ManagedPolicyDetail policy(ManagedPolicy policy) {
        return ManagedPolicyDetail.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersion().id())
                .attachmentCount(policy.attachments().size())
                .permissionsBoundaryUsageCount(policy.bounded().size())
                .isAttachable(true)
                .createDate(policy.created())
                .updateDate(policy.updated())
                .policyVersionList(policy.versions().values().stream()
                        .map(version -> IamAnswers.version(policy, version)
                                .document(PolicyDocuments.encoded(version.document()))
                                .build())
                        .collect(toList()))
                .build();
    }

    private static List<PolicyDetail> inline(IamPrincipal principal) {
        return principal.inlinePolicies().entrySet().stream()
                .map(policy -> PolicyDetail.builder()
                        .policyName(policy.getKey())
                        .policyDocument(PolicyDocuments.encoded(policy.getValue()))
                        .build())
                .collect(toList());
    }

    private static List<AttachedPolicy> attached(IamPrincipal principal) {
        return principal.attachedPolicies().values().stream()
                .map(policy -> AttachedPolicy.builder()
                        .policyName(policy.name())
                        .policyArn(policy.arn())
                        .build())
                .collect(toList());
    }
}
