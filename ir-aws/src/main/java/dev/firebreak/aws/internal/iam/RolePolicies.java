package dev.firebreak.aws.internal.iam;

import software.amazon.awssdk.services.iam.IamClient;

/** The policies of a role. */
record RolePolicies(IamClient iam, String role) implements Policies {
    @Override
    public String document(String name) {
        return iam.getRolePolicy(request -> request.roleName(role).policyName(name))
                .policyDocument();
    }

    @Override
    public void put(String name, String document) {
        iam.putRolePolicy(request -> request.roleName(role).policyName(name).policyDocument(document));
    }

    @Override
    public void delete(String name) {
        iam.deleteRolePolicy(request -> request.roleName(role).policyName(name));
    }

    @Override
    public boolean isAttached(String arn) {
        return iam.listAttachedRolePoliciesPaginator(request -> request.roleName(role)).attachedPolicies().stream()
                .anyMatch(policy -> arn.equals(policy.policyArn()));
    }

    @Override
    public void attach(String arn) {
        iam.attachRolePolicy(request -> request.roleName(role).policyArn(arn));
    }

    @Override
    public void detach(String arn) {
        iam.detachRolePolicy(request -> request.roleName(role).policyArn(arn));
    }
}
