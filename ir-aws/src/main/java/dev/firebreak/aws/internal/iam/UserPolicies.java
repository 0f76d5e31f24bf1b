package dev.firebreak.aws.internal.iam;

import software.amazon.awssdk.services.iam.IamClient;

/** The policies of a user. */
record UserPolicies(IamClient iam, String user) implements Policies {
    @Override
    public String document(String name) {
        return iam.getUserPolicy(request -> request.userName(user).policyName(name))
                .policyDocument();
    }

    @Override
    public void put(String name, String document) {
        iam.putUserPolicy(request -> request.userName(user).policyName(name).policyDocument(document));
    }

    @Override
    public void delete(String name) {
        iam.deleteUserPolicy(request -> request.userName(user).policyName(name));
    }

    @Override
    public boolean isAttached(String arn) {
        return iam.listAttachedUserPoliciesPaginator(request -> request.userName(user)).attachedPolicies().stream()
                .anyMatch(policy -> arn.equals(policy.policyArn()));
    }

    @Override
    public void attach(String arn) {
        iam.attachUserPolicy(request -> request.userName(user).policyArn(arn));
    }

    @Override
    public void detach(String arn) {
        iam.detachUserPolicy(request -> request.userName(user).policyArn(arn));
    }
}
