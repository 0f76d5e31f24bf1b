package dev.firebreak.aws;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.StepResult;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The containment of a role of which sessions were stolen: these revoked, and the role denied everything. */
final class StolenSessionExercise extends Exercise {
    private final IamClient iam = rehearsal.fake.iam();

    StolenSessionExercise() {
        iam.createRole(role -> role.roleName("deploy")
                .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                        + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}}"));
        rehearsal.fake.clearCalls();
    }

    @Override
    ContainmentPlan plan() {
        return containment
                .incident("IR-1")
                .contain(Iam.role("deploy"), Iam.revokeSessions(), Iam.denyAll())
                .plan();
    }

    @Override
    Object world() {
        return rehearsal.fake.snapshot();
    }

    @Override
    boolean holds(StepResult result) {
        return switch (result.step().kind()) {
            case "aws.iam.revoke-role-sessions" -> has("FirebreakRevokeOlderSessions-IR-1");
            case "aws.iam.deny-role" -> has("FirebreakDenyAll-IR-1");
            default ->
                throw new IllegalArgumentException(
                        "Unknown kind: " + result.step().kind());
        };
    }

    private boolean has(String policy) {
        try {
            return iam.getRolePolicy(get -> get.roleName("deploy").policyName(policy))
                    .policyDocument()
                    .contains("Deny");
        } catch (NoSuchEntityException none) {
            return false;
        }
    }
}
