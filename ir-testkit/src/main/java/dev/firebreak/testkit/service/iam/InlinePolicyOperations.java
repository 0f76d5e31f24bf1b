package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** Inline policies of users, roles and groups, and the quota on all of one principal's together. */
final class InlinePolicyOperations {
    private static final int USER_QUOTA = 2048;
    private static final int ROLE_QUOTA = 10240;
    private static final int GROUP_QUOTA = 5120;

    void register(Operations operations) {
        operations
                .on("PutUserPolicy", PutUserPolicyRequest::builder, this::putUserPolicy)
                .on("GetUserPolicy", GetUserPolicyRequest::builder, this::getUserPolicy)
                .on("ListUserPolicies", ListUserPoliciesRequest::builder, this::listUserPolicies)
                .on("DeleteUserPolicy", DeleteUserPolicyRequest::builder, this::deleteUserPolicy)
                .on("PutRolePolicy", PutRolePolicyRequest::builder, this::putRolePolicy)
                .on("GetRolePolicy", GetRolePolicyRequest::builder, this::getRolePolicy)
                .on("ListRolePolicies", ListRolePoliciesRequest::builder, this::listRolePolicies)
                .on("DeleteRolePolicy", DeleteRolePolicyRequest::builder, this::deleteRolePolicy)
                .on("PutGroupPolicy", PutGroupPolicyRequest::builder, this::putGroupPolicy)
                .on("GetGroupPolicy", GetGroupPolicyRequest::builder, this::getGroupPolicy)
                .on("ListGroupPolicies", ListGroupPoliciesRequest::builder, this::listGroupPolicies)
                .on("DeleteGroupPolicy", DeleteGroupPolicyRequest::builder, this::deleteGroupPolicy);
    }

    private PutUserPolicyResponse putUserPolicy(Call call, PutUserPolicyRequest request) {
        var holder = new Holder(IamLookup.user(call, request.userName()), "user", USER_QUOTA);
        holder.put(request.policyName(), request.policyDocument());
        return PutUserPolicyResponse.builder().build();
    }

    private GetUserPolicyResponse getUserPolicy(Call call, GetUserPolicyRequest request) {
        var holder = new Holder(IamLookup.user(call, request.userName()), "user", USER_QUOTA);
        return GetUserPolicyResponse.builder()
                .userName(holder.principal.name())
                .policyName(request.policyName())
                .policyDocument(holder.get(request.policyName()))
                .build();
    }

    private ListUserPoliciesResponse listUserPolicies(Call call, ListUserPoliciesRequest request) {
        IamPage<String> page = names(IamLookup.user(call, request.userName()), request.marker(), request.maxItems());
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private DeleteUserPolicyResponse deleteUserPolicy(Call call, DeleteUserPolicyRequest request) {
        new Holder(IamLookup.user(call, request.userName()), "user", USER_QUOTA).delete(request.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }

    private PutRolePolicyResponse putRolePolicy(Call call, PutRolePolicyRequest request) {
        var holder = new Holder(IamLookup.modifiableRole(call, request.roleName()), "role", ROLE_QUOTA);
        holder.put(request.policyName(), request.policyDocument());
        return PutRolePolicyResponse.builder().build();
    }

    private GetRolePolicyResponse getRolePolicy(Call call, GetRolePolicyRequest request) {
        var holder = new Holder(IamLookup.role(call, request.roleName()), "role", ROLE_QUOTA);
        return GetRolePolicyResponse.builder()
                .roleName(holder.principal.name())
                .policyName(request.policyName())
                .policyDocument(holder.get(request.policyName()))
                .build();
    }

    private ListRolePoliciesResponse listRolePolicies(Call call, ListRolePoliciesRequest request) {
        IamPage<String> page = names(IamLookup.role(call, request.roleName()), request.marker(), request.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private DeleteRolePolicyResponse deleteRolePolicy(Call call, DeleteRolePolicyRequest request) {
        new Holder(IamLookup.modifiableRole(call, request.roleName()), "role", ROLE_QUOTA).delete(request.policyName());
        return DeleteRolePolicyResponse.builder().build();
    }

    private PutGroupPolicyResponse putGroupPolicy(Call call, PutGroupPolicyRequest request) {
        var holder = new Holder(IamLookup.group(call, request.groupName()), "group", GROUP_QUOTA);
        holder.put(request.policyName(), request.policyDocument());
        return PutGroupPolicyResponse.builder().build();
    }

    private GetGroupPolicyResponse getGroupPolicy(Call call, GetGroupPolicyRequest request) {
        var holder = new Holder(IamLookup.group(call, request.groupName()), "group", GROUP_QUOTA);
        return GetGroupPolicyResponse.builder()
                .groupName(holder.principal.name())
                .policyName(request.policyName())
                .policyDocument(holder.get(request.policyName()))
                .build();
    }

    private ListGroupPoliciesResponse listGroupPolicies(Call call, ListGroupPoliciesRequest request) {
        IamPage<String> page = names(IamLookup.group(call, request.groupName()), request.marker(), request.maxItems());
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private DeleteGroupPolicyResponse deleteGroupPolicy(Call call, DeleteGroupPolicyRequest request) {
        new Holder(IamLookup.group(call, request.groupName()), "group", GROUP_QUOTA).delete(request.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }

    private static IamPage<String> names(IamPrincipal principal, @Nullable String marker, @Nullable Integer maxItems) {
        return IamPage.of(principal.inlinePolicies().keySet(), name -> name, marker, maxItems);
    }

    /** A principal, what IAM calls its type, and how many characters its inline policies may have together. */
    private record Holder(IamPrincipal principal, String type, int quota) {
        void put(@Nullable String policyName, @Nullable String document) {
            String name = IamChecks.name(policyName, "policyName", 128);
            String text = PolicyGrammar.identity(document, "policyDocument");
            int others = principal.inlinePolicies().entrySet().stream()
                    .filter(policy -> !policy.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .mapToInt(PolicyDocuments::length)
                    .sum();
            if (others + PolicyDocuments.length(text) > quota) {
                throw IamErrors.limitExceeded(
                        "Maximum policy size of %d bytes exceeded for %s %s", quota, type, principal.name());
            }
            principal.inlinePolicies().put(name, text);
        }

        String get(@Nullable String policyName) {
            return PolicyDocuments.encoded(existing(IamChecks.name(policyName, "policyName", 128)));
        }

        void delete(@Nullable String policyName) {
            String name = IamChecks.name(policyName, "policyName", 128);
            existing(name);
            principal.inlinePolicies().remove(name);
        }

        private String existing(String name) {
            String document = principal.inlinePolicies().get(name);
            if (document == null) {
                throw IamErrors.noSuchEntity("The %s policy with name %s cannot be found.", type, name);
            }
            return document;
        }
    }
}
