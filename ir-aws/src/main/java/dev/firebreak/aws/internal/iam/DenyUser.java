package dev.firebreak.aws.internal.iam;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Denies everything to a user, by an inline policy, or by the managed one where the inline quota is used up. */
final class DenyUser implements StepHandler<DenyUser.Denial> {
    static final String KIND = "aws.iam.deny-user";
    private static final String PARTITION = "partition";

    private final Clients clients;

    DenyUser(Clients clients) {
        this.clients = clients;
    }

    /**
     * What denies a user everything.
     *
     * @param document the text of the inline policy of ours; empty when there is none
     * @param managed whether AWS's managed policy AWSDenyAll is attached
     */
    record Denial(String document, boolean managed) {}

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var key = new PlannedKey(target, context, clients);
        String user = key.owner().id();
        return List.of(key.step(KIND, key.owner())
                .putParameters(PARTITION, clients.caller().partition())
                .phase(Phase.CREDENTIALS)
                .summary("Deny everything to user " + user + ", whose key "
                        + key.ref().id() + " is")
                .addNotes(
                        "This stops all keys, the console sign-in, and sessions by GetSessionToken and GetFederationToken;"
                                + " roles that the user has assumed go on until they expire")
                .addPermissions(
                        "iam:GetUserPolicy",
                        "iam:ListAttachedUserPolicies",
                        "iam:PutUserPolicy",
                        "iam:DeleteUserPolicy",
                        "iam:AttachUserPolicy",
                        "iam:DetachUserPolicy")
                .calls(5)
                .build());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Denial> stateType() {
        return Denial.class;
    }

    @Override
    public Denial observe(StepContext context) {
        boolean managed = iam(context)
                .listAttachedUserPoliciesPaginator(request -> request.userName(user(context)))
                .attachedPolicies()
                .stream()
                .anyMatch(policy -> managedPolicy(context).equals(policy.policyArn()));
        return new Denial(document(context), managed);
    }

    private String document(StepContext context) {
        try {
            return PolicyDocuments.decoded(iam(context)
                    .getUserPolicy(request -> request.userName(user(context)).policyName(inlinePolicy(context)))
                    .policyDocument());
        } catch (NoSuchEntityException e) {
            return "";
        }
    }

    @Override
    public void apply(StepContext context, Denial before) {
        try {
            put(context, PolicyDocuments.denyAll());
        } catch (LimitExceededException e) {
            iam(context)
                    .attachUserPolicy(request -> request.userName(user(context)).policyArn(managedPolicy(context)));
        }
    }

    private void put(StepContext context, String document) {
        iam(context)
                .putUserPolicy(request -> request.userName(user(context))
                        .policyName(inlinePolicy(context))
                        .policyDocument(document));
    }

    @Override
    public boolean verify(StepContext context, Denial now) {
        return now.managed() || PolicyDocuments.same(now.document(), PolicyDocuments.denyAll());
    }

    @Override
    public void revert(StepContext context, Denial before, Denial now) {
        if (now.managed() && !before.managed()) {
            unlessGone(() -> iam(context)
                    .detachUserPolicy(request -> request.userName(user(context)).policyArn(managedPolicy(context))));
        }
        if (!now.document().isEmpty() && before.document().isEmpty()) {
            unlessGone(() -> iam(context)
                    .deleteUserPolicy(request -> request.userName(user(context)).policyName(inlinePolicy(context))));
        } else if (!now.document().equals(before.document())) {
            put(context, before.document());
        }
    }

    /** An earlier attempt, of which the answer was lost, may have removed it. */
    private static void unlessGone(Runnable removal) {
        try {
            removal.run();
        } catch (NoSuchEntityException e) {
            // Then it is as it should be.
        }
    }

    private IamClient iam(StepContext context) {
        return clients.iam(context.step().resource());
    }

    private static String user(StepContext context) {
        return context.step().resource().id();
    }

    private static String inlinePolicy(StepContext context) {
        return "FirebreakDenyAll-" + context.incident().id();
    }

    private static String managedPolicy(StepContext context) {
        return "arn:" + context.parameter(PARTITION) + ":iam::aws:policy/AWSDenyAll";
    }
}
