package dev.firebreak.testkit.service.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.ResultPage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.CreatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.CreatePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DeletePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DeletePolicyResponse;
import software.amazon.awssdk.services.organizations.model.DescribePolicyRequest;
import software.amazon.awssdk.services.organizations.model.DescribePolicyResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesResponse;
import software.amazon.awssdk.services.organizations.model.Policy;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyRequest;
import software.amazon.awssdk.services.organizations.model.UpdatePolicyResponse;

/** Service control policies and resource control policies. */
final class PolicyOperations {
    private static final int SIZE = 5120;

    private PolicyOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreatePolicy", CreatePolicyRequest::builder, PolicyOperations::create)
                .on("DescribePolicy", DescribePolicyRequest::builder, PolicyOperations::describe)
                .on("UpdatePolicy", UpdatePolicyRequest::builder, PolicyOperations::update)
                .on("DeletePolicy", DeletePolicyRequest::builder, PolicyOperations::delete)
                .on("ListPolicies", ListPoliciesRequest::builder, PolicyOperations::list);
    }

    private static CreatePolicyResponse create(Call call, CreatePolicyRequest request) {
        Organization organization = Access.management(call);
        PolicyType type = type(request.type());
        String name = name(request.name());
        String content = content(request.content(), type);
        checkFree(organization, type, name);
        String id = "p-" + call.world().ids().hex(8);
        String kind = type.toString().toLowerCase(Locale.ROOT);
        String description = request.description() == null ? "" : request.description();
        var policy = new OrgPolicy(id, organization.arn("policy", kind + "/" + id), type, name, description, content);
        organization.policies().put(policy);
        TagOperations.tag(organization, id, request.tags());
        return CreatePolicyResponse.builder().policy(answer(policy)).build();
    }

    static PolicyType type(@Nullable PolicyType type) {
        if (type == null || !Attachments.FULL_ACCESS.containsKey(type)) {
            throw AwsError.of(
                    "PolicyTypeNotAvailableForOrganizationException",
                    "You can't use the specified policy type with the feature set currently enabled for this "
                            + "organization.");
        }
        return type;
    }

    private static String name(@Nullable String value) {
        String name = Access.required(value, "Name");
        if (name.length() > 128) {
            throw OrganizationsErrors.invalidInput("You provided a string parameter that is longer than allowed.");
        }
        return name;
    }

    private static String content(@Nullable String document, PolicyType type) {
        String content = Access.required(document, "Content");
        if (content.getBytes(StandardCharsets.UTF_8).length > SIZE) {
            throw OrganizationsErrors.constraint("You have exceeded the maximum policy size.");
        }
        try {
            for (ObjectNode statement : PolicyDocuments.statements(PolicyDocuments.read(content))) {
                check(statement, type);
            }
        } catch (AwsError malformed) {
            throw malformed();
        }
        return content;
    }

    /** A service control policy names no principal; a resource control policy denies everybody. */
    private static void check(ObjectNode statement, PolicyType type) {
        boolean everybody = statement.path("Principal").asText().equals("*");
        boolean allows = statement.path("Effect").asText().equals("Allow");
        boolean principalFits =
                type == PolicyType.RESOURCE_CONTROL_POLICY ? everybody && !allows : !statement.has("Principal");
        boolean complete = (statement.has("Action") ^ statement.has("NotAction"))
                && (statement.has("Resource") ^ statement.has("NotResource"));
        if (!principalFits || statement.has("NotPrincipal") || !complete) {
            throw malformed();
        }
    }

    private static AwsError malformed() {
        return AwsError.of(
                "MalformedPolicyDocumentException",
                "The provided policy document does not meet the requirements of the specified policy type.");
    }

    private static void checkFree(Organization organization, PolicyType type, String name) {
        if (organization.policies().all().stream()
                .anyMatch(policy -> policy.type() == type && policy.name().equals(name))) {
            throw AwsError.of("DuplicatePolicyException", "A policy with the same name already exists.");
        }
    }

    static OrgPolicy find(Organization organization, @Nullable String policyId) {
        String id = Access.required(policyId, "PolicyId");
        if (!id.matches("p-[0-9a-zA-Z_]{8,128}")) {
            throw OrganizationsErrors.invalidInput("You provided a value that does not match the required pattern.");
        }
        return organization.policies().find(id).orElseThrow(OrganizationsErrors::noSuchPolicy);
    }

    private static OrgPolicy own(Organization organization, @Nullable String policyId) {
        OrgPolicy policy = find(organization, policyId);
        if (policy.isOfAws()) {
            throw OrganizationsErrors.invalidInput("You can't update, move, delete, or rename an immutable policy.");
        }
        return policy;
    }

    private static DescribePolicyResponse describe(Call call, DescribePolicyRequest request) {
        OrgPolicy policy = find(Access.reader(call), request.policyId());
        return DescribePolicyResponse.builder().policy(answer(policy)).build();
    }

    private static UpdatePolicyResponse update(Call call, UpdatePolicyRequest request) {
        Organization organization = Access.management(call);
        OrgPolicy policy = own(organization, request.policyId());
        String name = request.name() == null ? policy.name() : name(request.name());
        if (!name.equals(policy.name())) {
            checkFree(organization, policy.type(), name);
        }
        String description = request.description() == null ? policy.description() : request.description();
        String content = request.content() == null ? policy.content() : content(request.content(), policy.type());
        var updated = new OrgPolicy(policy.id(), policy.arn(), policy.type(), name, description, content);
        organization.policies().put(updated);
        return UpdatePolicyResponse.builder().policy(answer(updated)).build();
    }

    private static DeletePolicyResponse delete(Call call, DeletePolicyRequest request) {
        Organization organization = Access.management(call);
        OrgPolicy policy = own(organization, request.policyId());
        if (!organization.targets(policy.id()).isEmpty()) {
            throw AwsError.of(
                    "PolicyInUseException",
                    "The policy is attached to one or more entities. You must detach it from all roots, OUs, and "
                            + "accounts before performing this operation.");
        }
        organization.policies().remove(policy.id());
        organization.forget(policy.id());
        return DeletePolicyResponse.builder().build();
    }

    private static ListPoliciesResponse list(Call call, ListPoliciesRequest request) {
        PolicyType type = type(request.filter());
        List<OrgPolicy> matching = Access.reader(call).policies().all().stream()
                .filter(policy -> policy.type() == type)
                .toList();
        ResultPage<OrgPolicy> page = Access.page(matching, request.maxResults(), request.nextToken());
        return ListPoliciesResponse.builder()
                .policies(page.items().stream().map(OrgPolicy::summary).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Policy answer(OrgPolicy policy) {
        return Policy.builder()
                .policySummary(policy.summary())
                .content(policy.content())
                .build();
    }
}
