package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.AwsError;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/** Which policies are attached where: what allows everything at first, and never none. */
final class Attachments {
    static final Map<PolicyType, OrgPolicy> FULL_ACCESS = Map.of(
            PolicyType.SERVICE_CONTROL_POLICY, OrgPolicy.FULL_ACCESS,
            PolicyType.RESOURCE_CONTROL_POLICY, OrgPolicy.FULL_RESOURCE_ACCESS);
    private static final int PER_TARGET = 5;

    private Attachments() {}

    static void enable(Organization organization, PolicyType type) {
        organization.enabled().add(type);
        OrgPolicy full = fullAccess(type);
        organization.nodes().forEach(node -> organization.attached(node).add(full.id()));
    }

    static void disable(Organization organization, PolicyType type) {
        for (String node : organization.nodes()) {
            organization
                    .attached(node, type)
                    .forEach(policy -> organization.attached(node).remove(policy.id()));
        }
        organization.enabled().remove(type);
    }

    static void attachFullAccess(Organization organization, String node) {
        organization
                .enabled()
                .forEach(
                        type -> organization.attached(node).add(fullAccess(type).id()));
    }

    private static OrgPolicy fullAccess(PolicyType type) {
        OrgPolicy policy = FULL_ACCESS.get(type);
        if (policy == null) {
            throw AwsError.of(
                    "PolicyTypeNotAvailableForOrganizationException",
                    "You can't use the specified policy type with the feature set currently enabled for this "
                            + "organization.");
        }
        return policy;
    }

    static void attach(Organization organization, OrgPolicy policy, String target) {
        if (organization.attached(target).contains(policy.id())) {
            throw AwsError.of(
                    "DuplicatePolicyAttachmentException",
                    "The selected policy is already attached to the specified target.");
        }
        if (organization.attached(target, policy.type()).size() >= PER_TARGET) {
            throw OrganizationsErrors.constraint(
                    "You have attached the maximum number of policies to the specified target.");
        }
        organization.attached(target).add(policy.id());
    }

    static void detach(Organization organization, OrgPolicy policy, String target) {
        Set<String> attached = organization.attached(target);
        if (!attached.contains(policy.id())) {
            throw AwsError.of(
                    "PolicyNotAttachedException",
                    "The policy isn't attached to the specified target in the specified root.");
        }
        if (organization.attached(target, policy.type()).size() == 1) {
            throw OrganizationsErrors.constraint(
                    "You cannot remove the last policy attached to the specified target. You must have at least "
                            + "one attached at all times.");
        }
        attached.remove(policy.id());
    }
}
