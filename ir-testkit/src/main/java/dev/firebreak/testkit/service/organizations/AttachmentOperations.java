package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.AttachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.AttachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.DetachPolicyRequest;
import software.amazon.awssdk.services.organizations.model.DetachPolicyResponse;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetRequest;
import software.amazon.awssdk.services.organizations.model.ListPoliciesForTargetResponse;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyRequest;
import software.amazon.awssdk.services.organizations.model.ListTargetsForPolicyResponse;
import software.amazon.awssdk.services.organizations.model.PolicyTargetSummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.TargetType;

/** Attaches policies to the root, to units and to accounts. */
final class AttachmentOperations {
    private AttachmentOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("AttachPolicy", AttachPolicyRequest::builder, AttachmentOperations::attach)
                .on("DetachPolicy", DetachPolicyRequest::builder, AttachmentOperations::detach)
                .on("ListPoliciesForTarget", ListPoliciesForTargetRequest::builder, AttachmentOperations::listPolicies)
                .on("ListTargetsForPolicy", ListTargetsForPolicyRequest::builder, AttachmentOperations::listTargets);
    }

    private static AttachPolicyResponse attach(Call call, AttachPolicyRequest request) {
        Organization organization = Access.management(call);
        OrgPolicy policy = PolicyOperations.find(organization, request.policyId());
        String target = target(organization, request.targetId());
        checkEnabled(organization, policy.type());
        Attachments.attach(organization, policy, target);
        return AttachPolicyResponse.builder().build();
    }

    private static DetachPolicyResponse detach(Call call, DetachPolicyRequest request) {
        Organization organization = Access.management(call);
        OrgPolicy policy = PolicyOperations.find(organization, request.policyId());
        String target = target(organization, request.targetId());
        checkEnabled(organization, policy.type());
        Attachments.detach(organization, policy, target);
        return DetachPolicyResponse.builder().build();
    }

    private static void checkEnabled(Organization organization, PolicyType type) {
        if (!organization.enabled().contains(type)) {
            throw OrganizationsErrors.typeNotEnabled();
        }
    }

    private static String target(Organization organization, @Nullable String targetId) {
        String target = Access.required(targetId, "TargetId");
        if (!organization.isTarget(target)) {
            throw OrganizationsErrors.noSuchTarget();
        }
        return target;
    }

    private static ListPoliciesForTargetResponse listPolicies(Call call, ListPoliciesForTargetRequest request) {
        Organization organization = Access.reader(call);
        String target = target(organization, request.targetId());
        List<OrgPolicy> attached = organization.attached(target, PolicyOperations.type(request.filter()));
        ResultPage<OrgPolicy> page = Access.page(attached, request.maxResults(), request.nextToken());
        return ListPoliciesForTargetResponse.builder()
                .policies(page.items().stream().map(OrgPolicy::summary).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static ListTargetsForPolicyResponse listTargets(Call call, ListTargetsForPolicyRequest request) {
        Organization organization = Access.reader(call);
        OrgPolicy policy = PolicyOperations.find(organization, request.policyId());
        ResultPage<String> page =
                Access.page(List.copyOf(organization.targets(policy.id())), request.maxResults(), request.nextToken());
        return ListTargetsForPolicyResponse.builder()
                .targets(page.items().stream()
                        .map(target -> summary(organization, target))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static PolicyTargetSummary summary(Organization organization, String target) {
        PolicyTargetSummary.Builder summary = PolicyTargetSummary.builder().targetId(target);
        if (target.equals(organization.root())) {
            return summary.arn(organization.arn("root", target))
                    .name("Root")
                    .type(TargetType.ROOT)
                    .build();
        }
        organization
                .units()
                .find(target)
                .ifPresent(unit -> summary.arn(organization.arn("ou", target))
                        .name(unit.name())
                        .type(TargetType.ORGANIZATIONAL_UNIT));
        organization
                .accounts()
                .find(target)
                .ifPresent(account -> summary.arn(organization.arn("account", target))
                        .name(account.name())
                        .type(TargetType.ACCOUNT));
        return summary.build();
    }
}
