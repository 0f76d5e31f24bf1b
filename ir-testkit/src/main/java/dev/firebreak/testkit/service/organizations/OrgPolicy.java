package dev.firebreak.testkit.service.organizations;

import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/**
 * A policy of an organization, or the one of AWS that allows everything.
 *
 * @param id such as {@code p-FullAWSAccess}
 * @param arn its ARN
 * @param type what it governs
 * @param name its name, the only one of its type
 * @param description its description
 * @param content its JSON document
 */
record OrgPolicy(String id, String arn, PolicyType type, String name, String description, String content) {
    private static final String ALLOW = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",%s"Action":"*","Resource":"*"}]}""";
    static final OrgPolicy FULL_ACCESS = new OrgPolicy(
            "p-FullAWSAccess",
            "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
            PolicyType.SERVICE_CONTROL_POLICY,
            "FullAWSAccess",
            "Allows access to every operation",
            String.format(ALLOW, ""));
    static final OrgPolicy FULL_RESOURCE_ACCESS = new OrgPolicy(
            "p-RCPFullAWSAccess",
            "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess",
            PolicyType.RESOURCE_CONTROL_POLICY,
            "RCPFullAWSAccess",
            "Allows all users and roles to access all resources",
            String.format(ALLOW, "\"Principal\":\"*\","));

    boolean isOfAws() {
        return arn.startsWith("arn:aws:organizations::aws:");
    }

    PolicySummary summary() {
        return PolicySummary.builder()
                .id(id)
                .arn(arn)
                .name(name)
                .description(description)
                .type(type)
                .awsManaged(isOfAws())
                .build();
    }
}
