package dev.firebreak.testkit.service.iam;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.iam.IamGroup;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** Attaches managed policies to users, roles and groups. */
final class AttachmentOperations {
    private static final int POLICIES = 10;
    private static final int POLICIES_PER_ROLE = 20;

    void register(Operations operations) {
        operations
                .on("AttachUserPolicy", AttachUserPolicyRequest::builder, this::attachUserPolicy)
                .on("DetachUserPolicy", DetachUserPolicyRequest::builder, this::detachUserPolicy)
                .on("ListAttachedUserPolicies", ListAttachedUserPoliciesRequest::builder, this::listUser)
                .on("AttachRolePolicy", AttachRolePolicyRequest::builder, this::attachRolePolicy)
                .on("DetachRolePolicy", DetachRolePolicyRequest::builder, this::detachRolePolicy)
                .on("ListAttachedRolePolicies", ListAttachedRolePoliciesRequest::builder, this::listRole)
                .on("AttachGroupPolicy", AttachGroupPolicyRequest::builder, this::attachGroupPolicy)
                .on("DetachGroupPolicy", DetachGroupPolicyRequest::builder, this::detachGroupPolicy)
                .on("ListAttachedGroupPolicies", ListAttachedGroupPoliciesRequest::builder, this::listGroup)
                .on("ListEntitiesForPolicy", ListEntitiesForPolicyRequest::builder, this::listEntities);
    }

    private AttachUserPolicyResponse attachUserPolicy(Call call, AttachUserPolicyRequest request) {
        attach(call, IamLookup.user(call, request.userName()), request.policyArn(), "PoliciesPerUser");
        return AttachUserPolicyResponse.builder().build();
    }

    private DetachUserPolicyResponse detachUserPolicy(Call call, DetachUserPolicyRequest request) {
        detach(IamLookup.user(call, request.userName()), request.policyArn());
        return DetachUserPolicyResponse.builder().build();
    }

    private ListAttachedUserPoliciesResponse listUser(Call call, ListAttachedUserPoliciesRequest request) {
        List<ManagedPolicy> policies = attached(IamLookup.user(call, request.userName()), request.pathPrefix());
        IamPage<ManagedPolicy> page = IamPage.of(policies, ManagedPolicy::arn, request.marker(), request.maxItems());
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(answer(page))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private AttachRolePolicyResponse attachRolePolicy(Call call, AttachRolePolicyRequest request) {
        attach(call, IamLookup.modifiableRole(call, request.roleName()), request.policyArn(), "PoliciesPerRole");
        return AttachRolePolicyResponse.builder().build();
    }

    private DetachRolePolicyResponse detachRolePolicy(Call call, DetachRolePolicyRequest request) {
        detach(IamLookup.modifiableRole(call, request.roleName()), request.policyArn());
        return DetachRolePolicyResponse.builder().build();
    }

    private ListAttachedRolePoliciesResponse listRole(Call call, ListAttachedRolePoliciesRequest request) {
        List<ManagedPolicy> policies = attached(IamLookup.role(call, request.roleName()), request.pathPrefix());
        IamPage<ManagedPolicy> page = IamPage.of(policies, ManagedPolicy::arn, request.marker(), request.maxItems());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(answer(page))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private AttachGroupPolicyResponse attachGroupPolicy(Call call, AttachGroupPolicyRequest request) {
        attach(call, IamLookup.group(call, request.groupName()), request.policyArn(), "PoliciesPerGroup");
        return AttachGroupPolicyResponse.builder().build();
    }

    private DetachGroupPolicyResponse detachGroupPolicy(Call call, DetachGroupPolicyRequest request) {
        detach(IamLookup.group(call, request.groupName()), request.policyArn());
        return DetachGroupPolicyResponse.builder().build();
    }

    private ListAttachedGroupPoliciesResponse listGroup(Call call, ListAttachedGroupPoliciesRequest request) {
        List<ManagedPolicy> policies = attached(IamLookup.group(call, request.groupName()), request.pathPrefix());
        IamPage<ManagedPolicy> page = IamPage.of(policies, ManagedPolicy::arn, request.marker(), request.maxItems());
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(answer(page))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private ListEntitiesForPolicyResponse listEntities(Call call, ListEntitiesForPolicyRequest request) {
        ManagedPolicy policy = IamLookup.policy(call, request.policyArn());
        boolean asBoundary = request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY;
        List<IamPrincipal> matching = (asBoundary ? policy.bounded() : policy.attachments())
                .stream()
                        .filter(entity -> wanted(entity, request.entityFilter()))
                        .filter(entity -> entity.path().startsWith(IamChecks.pathPrefix(request.pathPrefix())))
                        .collect(toList());
        IamPage<IamPrincipal> page = IamPage.of(matching, IamPrincipal::arn, request.marker(), request.maxItems());
        return ListEntitiesForPolicyResponse.builder()
                .policyUsers(entities(page, IamUser.class)
                        .map(user -> PolicyUser.builder()
                                .userName(user.name())
                                .userId(user.id())
                                .build())
                        .collect(toList()))
                .policyRoles(entities(page, IamRole.class)
                        .map(role -> PolicyRole.builder()
                                .roleName(role.name())
                                .roleId(role.id())
                                .build())
                        .collect(toList()))
                .policyGroups(entities(page, IamGroup.class)
                        .map(group -> PolicyGroup.builder()
                                .groupName(group.name())
                                .groupId(group.id())
                                .build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static boolean wanted(IamPrincipal entity, @Nullable EntityType filter) {
        return filter == null || entity.getClass().getSimpleName().equals("Iam" + filter);
    }

    private static <T extends IamPrincipal> Stream<T> entities(IamPage<IamPrincipal> page, Class<T> type) {
        return page.items().stream().filter(type::isInstance).map(type::cast);
    }

    private static void attach(Call call, IamPrincipal principal, @Nullable String policyArn, String quota) {
        ManagedPolicy policy = IamLookup.attachable(call, policyArn);
        int most = principal instanceof IamRole ? POLICIES_PER_ROLE : POLICIES;
        if (!principal.attachedPolicies().containsKey(policy.arn())
                && principal.attachedPolicies().size() >= most) {
            throw IamErrors.quota(quota, most);
        }
        principal.attach(policy);
    }

    private static void detach(IamPrincipal principal, @Nullable String policyArn) {
        String arn = IamLookup.policyArn(policyArn);
        ManagedPolicy policy = principal.attachedPolicies().get(arn);
        if (policy == null) {
            throw IamErrors.noSuchEntity("Policy %s was not found.", arn);
        }
        principal.detach(policy);
    }

    private static List<ManagedPolicy> attached(IamPrincipal principal, @Nullable String pathPrefix) {
        String prefix = IamChecks.pathPrefix(pathPrefix);
        return principal.attachedPolicies().values().stream()
                .filter(policy -> policy.path().startsWith(prefix))
                .collect(toList());
    }

    private static List<AttachedPolicy> answer(IamPage<ManagedPolicy> page) {
        return page.items().stream()
                .map(policy -> AttachedPolicy.builder()
                        .policyName(policy.name())
                        .policyArn(policy.arn())
                        .build())
                .collect(toList());
    }
}
