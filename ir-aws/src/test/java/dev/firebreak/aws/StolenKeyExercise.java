package dev.firebreak.aws;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.StepResult;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.StatusType;

/** The containment of a stolen access key: disabled, and its user denied everything. */
final class StolenKeyExercise extends Exercise {
    private final IamClient iam = rehearsal.fake.iam();
    private final String key;

    StolenKeyExercise() {
        iam.createUser(request -> request.userName("mallory").path("/staff/"));
        key = iam.createAccessKey(request -> request.userName("mallory"))
                .accessKey()
                .accessKeyId();
        rehearsal.fake.clearCalls();
    }

    @Override
    ContainmentPlan plan() {
        return containment
                .incident("IR-1")
                .contain(Iam.accessKey(key), Iam.disableKey(), Iam.denyAll())
                .plan();
    }

    @Override
    Object world() {
        return rehearsal.fake.snapshot();
    }

    @Override
    boolean holds(StepResult result) {
        return switch (result.step().kind()) {
            case "aws.iam.disable-access-key" ->
                iam.listAccessKeys(request -> request.userName("mallory")).accessKeyMetadata().stream()
                        .allMatch(metadata -> metadata.status() == StatusType.INACTIVE);
            case "aws.iam.deny-user" -> isDenied();
            default ->
                throw new IllegalArgumentException(
                        "Unknown kind: " + result.step().kind());
        };
    }

    private boolean isDenied() {
        try {
            return iam.getUserPolicy(request -> request.userName("mallory").policyName("FirebreakDenyAll-IR-1"))
                    .policyDocument()
                    .contains("Deny");
        } catch (NoSuchEntityException none) {
            return false;
        }
    }
}
