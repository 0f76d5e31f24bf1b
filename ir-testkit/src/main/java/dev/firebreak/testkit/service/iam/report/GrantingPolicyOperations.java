package dev.firebreak.testkit.service.iam.report;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.IamGroup;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamUser;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessEntry;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesGrantingServiceAccessResponse;
import software.amazon.awssdk.services.iam.model.PolicyGrantingServiceAccess;
import software.amazon.awssdk.services.iam.model.PolicyOwnerEntityType;
import software.amazon.awssdk.services.iam.model.PolicyType;

/** Which policies let an entity use a service. */
final class GrantingPolicyOperations {
    private GrantingPolicyOperations() {}

    static void addTo(Operations operations) {
        operations.on(
                "ListPoliciesGrantingServiceAccess",
                ListPoliciesGrantingServiceAccessRequest::builder,
                GrantingPolicyOperations::list);
    }

    private static ListPoliciesGrantingServiceAccessResponse list(
            Call call, ListPoliciesGrantingServiceAccessRequest request) {
        IamEntity entity = ServiceNames.entity(call, request.arn());
        if (!(entity instanceof IamPrincipal principal)) {
            throw IamErrors.invalidInput("Invalid ARN: %s", entity.arn());
        }
        List<ListPoliciesGrantingServiceAccessEntry> entries = request.serviceNamespaces().stream()
                .map(namespace -> ListPoliciesGrantingServiceAccessEntry.builder()
                        .serviceNamespace(namespace)
                        .policies(policies(principal, namespace))
                        .build())
                .toList();
        return ListPoliciesGrantingServiceAccessResponse.builder()
                .policiesGrantingServiceAccess(entries)
                .isTruncated(false)
                .build();
    }

    private static List<PolicyGrantingServiceAccess> policies(IamPrincipal principal, String namespace) {
        var policies = new ArrayList<PolicyGrantingServiceAccess>();
        for (IamPrincipal holder : Grants.holders(principal)) {
            holder.attachedPolicies().values().stream()
                    .filter(policy -> Grants.grants(policy.defaultVersion().document(), namespace))
                    .forEach(policy -> policies.add(PolicyGrantingServiceAccess.builder()
                            .policyName(policy.name())
                            .policyType(PolicyType.MANAGED)
                            .policyArn(policy.arn())
                            .build()));
            holder.inlinePolicies().forEach((name, document) -> {
                if (Grants.grants(document, namespace)) {
                    policies.add(inline(holder, name));
                }
            });
        }
        return policies;
    }

    private static PolicyGrantingServiceAccess inline(IamPrincipal holder, String name) {
        PolicyOwnerEntityType type = holder instanceof IamUser
                ? PolicyOwnerEntityType.USER
                : holder instanceof IamGroup ? PolicyOwnerEntityType.GROUP : PolicyOwnerEntityType.ROLE;
        return PolicyGrantingServiceAccess.builder()
                .policyName(name)
                .policyType(PolicyType.INLINE)
                .entityType(type)
                .entityName(holder.name())
                .build();
    }
}
