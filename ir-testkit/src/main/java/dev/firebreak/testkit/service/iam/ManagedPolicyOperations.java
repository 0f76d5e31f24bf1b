package dev.firebreak.testkit.service.iam;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** Managed policies and their versions. */
final class ManagedPolicyOperations {
    private static final int POLICIES = 1500;
    private static final int VERSIONS = 5;
    private static final int SIZE = 6144;

    void register(Operations operations) {
        operations
                .on("CreatePolicy", CreatePolicyRequest::builder, this::createPolicy)
                .on("GetPolicy", GetPolicyRequest::builder, this::getPolicy)
                .on("ListPolicies", ListPoliciesRequest::builder, this::listPolicies)
                .on("DeletePolicy", DeletePolicyRequest::builder, this::deletePolicy)
                .on("CreatePolicyVersion", CreatePolicyVersionRequest::builder, this::createVersion)
                .on("GetPolicyVersion", GetPolicyVersionRequest::builder, this::getVersion)
                .on("ListPolicyVersions", ListPolicyVersionsRequest::builder, this::listVersions)
                .on("SetDefaultPolicyVersion", SetDefaultPolicyVersionRequest::builder, this::setDefaultVersion)
                .on("DeletePolicyVersion", DeletePolicyVersionRequest::builder, this::deleteVersion);
    }

    private CreatePolicyResponse createPolicy(Call call, CreatePolicyRequest request) {
        String name = IamChecks.name(request.policyName(), "policyName", 128);
        String path = IamChecks.path(request.path());
        String document = document(request.policyDocument());
        IamChecks.checkTags(request.tags());
        Map<String, ManagedPolicy> policies = IamLookup.iam(call).policies();
        List<ManagedPolicy> owned =
                policies.values().stream().filter(policy -> !policy.isOfAws()).collect(toList());
        if (owned.stream().anyMatch(policy -> policy.name().equals(name))) {
            throw IamErrors.alreadyExists("A policy called %s already exists. Duplicate names are not allowed.", name);
        }
        if (owned.size() >= POLICIES) {
            throw IamErrors.quota("PoliciesPerAccount", POLICIES);
        }
        ManagedPolicy policy = ManagedPolicy.ofCustomer(call.account(), name, path);
        policy.describe(request.description() == null ? "" : request.description());
        policy.add(document, true);
        IamChecks.tag(policy, request.tags());
        policies.put(policy.arn(), policy);
        return CreatePolicyResponse.builder()
                .policy(IamAnswers.policy(policy).build())
                .build();
    }

    private static String document(@Nullable String policyDocument) {
        String document = PolicyGrammar.identity(policyDocument, "policyDocument");
        if (PolicyDocuments.length(document) > SIZE) {
            throw IamErrors.quota("PolicySize", SIZE);
        }
        return document;
    }

    private GetPolicyResponse getPolicy(Call call, GetPolicyRequest request) {
        ManagedPolicy policy = IamLookup.policy(call, request.policyArn());
        Policy.Builder answer = IamAnswers.policy(policy).tags(IamAnswers.tags(policy));
        if (!policy.description().isEmpty()) {
            answer.description(policy.description());
        }
        return GetPolicyResponse.builder().policy(answer.build()).build();
    }

    private ListPoliciesResponse listPolicies(Call call, ListPoliciesRequest request) {
        String prefix = IamChecks.pathPrefix(request.pathPrefix());
        List<ManagedPolicy> matching = IamLookup.iam(call).policies().values().stream()
                .filter(policy -> policy.path().startsWith(prefix))
                .filter(policy -> request.scope() != PolicyScopeType.AWS || policy.isOfAws())
                .filter(policy -> request.scope() != PolicyScopeType.LOCAL || !policy.isOfAws())
                .filter(policy -> !Boolean.TRUE.equals(request.onlyAttached())
                        || !policy.attachments().isEmpty())
                .collect(toList());
        IamPage<ManagedPolicy> page = IamPage.of(matching, ManagedPolicy::arn, request.marker(), request.maxItems());
        return ListPoliciesResponse.builder()
                .policies(page.items().stream()
                        .map(policy -> IamAnswers.policy(policy).build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private DeletePolicyResponse deletePolicy(Call call, DeletePolicyRequest request) {
        ManagedPolicy policy = IamLookup.ownPolicy(call, request.policyArn());
        if (!policy.attachments().isEmpty() || !policy.bounded().isEmpty()) {
            throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
        }
        if (policy.versions().size() > 1) {
            throw IamErrors.deleteConflict(
                    "This policy has more than one version. Before you delete a policy, you must "
                            + "delete the policy's versions. The default version is deleted with the policy.");
        }
        IamLookup.iam(call).policies().remove(policy.arn());
        return DeletePolicyResponse.builder().build();
    }

    private CreatePolicyVersionResponse createVersion(Call call, CreatePolicyVersionRequest request) {
        ManagedPolicy policy = IamLookup.ownPolicy(call, request.policyArn());
        String document = document(request.policyDocument());
        if (policy.versions().size() >= VERSIONS) {
            throw IamErrors.limitExceeded(
                    "A managed policy can have up to %d versions. Before you create a new version, "
                            + "you must delete an existing version.",
                    VERSIONS);
        }
        ManagedPolicy.Version version = policy.add(document, Boolean.TRUE.equals(request.setAsDefault()));
        return CreatePolicyVersionResponse.builder()
                .policyVersion(IamAnswers.version(policy, version).build())
                .build();
    }

    private GetPolicyVersionResponse getVersion(Call call, GetPolicyVersionRequest request) {
        Found found = find(call, request.policyArn(), request.versionId());
        return GetPolicyVersionResponse.builder()
                .policyVersion(IamAnswers.version(found.policy, found.version)
                        .document(PolicyDocuments.encoded(found.version.document()))
                        .build())
                .build();
    }

    private ListPolicyVersionsResponse listVersions(Call call, ListPolicyVersionsRequest request) {
        ManagedPolicy policy = IamLookup.policy(call, request.policyArn());
        List<ManagedPolicy.Version> latestFirst =
                new ArrayList<>(policy.versions().values());
        Collections.reverse(latestFirst);
        return ListPolicyVersionsResponse.builder()
                .versions(latestFirst.stream()
                        .map(version -> IamAnswers.version(policy, version).build())
                        .collect(toList()))
                .isTruncated(false)
                .build();
    }

    private SetDefaultPolicyVersionResponse setDefaultVersion(Call call, SetDefaultPolicyVersionRequest request) {
        Found found = find(call, request.policyArn(), request.versionId());
        IamLookup.ownPolicy(call, request.policyArn()).makeDefault(found.version);
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    private DeletePolicyVersionResponse deleteVersion(Call call, DeletePolicyVersionRequest request) {
        Found found = find(call, request.policyArn(), request.versionId());
        ManagedPolicy policy = IamLookup.ownPolicy(call, request.policyArn());
        if (found.version.equals(policy.defaultVersion())) {
            throw IamErrors.deleteConflict("Cannot delete the default version of a policy.");
        }
        policy.versions().remove(found.version.number());
        return DeletePolicyVersionResponse.builder().build();
    }

    private record Found(ManagedPolicy policy, ManagedPolicy.Version version) {}

    private static Found find(Call call, @Nullable String policyArn, @Nullable String versionId) {
        String arn = IamLookup.policyArn(policyArn);
        String id = IamChecks.required(versionId, "versionId");
        if (!id.matches("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?")) {
            throw IamErrors.constraint(
                    "versionId", "Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
        }
        ManagedPolicy policy = IamLookup.iam(call).policies().get(arn);
        ManagedPolicy.Version version =
                policy == null ? null : policy.version(id).orElse(null);
        if (policy == null || version == null) {
            throw IamErrors.noSuchEntity("Policy %s version %s does not exist or is not attachable.", arn, id);
        }
        return new Found(policy, version);
    }
}
