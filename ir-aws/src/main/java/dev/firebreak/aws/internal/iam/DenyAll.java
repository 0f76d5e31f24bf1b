package dev.firebreak.aws.internal.iam;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

/** Denies everything to a principal, by an inline policy, or by the managed one where the inline quota is used up. */
final class DenyAll implements StepHandler<DenyAll.Denial> {
    private static final String PARTITION = "partition";

    private final Clients clients;
    private final Principal principal;

    DenyAll(Clients clients, Principal principal) {
        this.clients = clients;
        this.principal = principal;
    }

    /**
     * What denies a principal everything.
     *
     * @param document the text of the inline policy of ours; empty when there is none
     * @param managed whether AWS's managed policy AWSDenyAll is attached
     */
    record Denial(String document, boolean managed) {}

    static Step.Builder step(Principal principal, TargetRef resource, Clients clients) {
        return Step.builder(kind(principal), resource)
                .putParameters(PARTITION, clients.caller().partition())
                .phase(Phase.CREDENTIALS)
                .addAllPermissions(principal.permissions())
                .calls(5);
    }

    private static String kind(Principal principal) {
        return "aws.iam.deny-" + principal.word();
    }

    @Override
    public String kind() {
        return kind(principal);
    }

    @Override
    public Class<Denial> stateType() {
        return Denial.class;
    }

    @Override
    public Denial observe(StepContext context) {
        Policies policies = policies(context);
        return new Denial(policies.inline(inlinePolicy(context)), policies.isAttached(managedPolicy(context)));
    }

    @Override
    public Cost cost() {
        return Cost.each(principal.put());
    }

    @Override
    public void apply(StepContext context, Denial before) {
        try {
            policies(context).put(inlinePolicy(context), PolicyDocuments.denyAll());
        } catch (LimitExceededException e) {
            policies(context).attach(managedPolicy(context));
        }
    }

    @Override
    public boolean verify(StepContext context, Denial now) {
        return now.managed() || PolicyDocuments.same(now.document(), PolicyDocuments.denyAll());
    }

    @Override
    public void revert(StepContext context, Denial before, Denial now) {
        if (now.managed() && !before.managed()) {
            Policies.unlessGone(() -> policies(context).detach(managedPolicy(context)));
        }
        if (!now.document().equals(before.document())) {
            policies(context).restore(inlinePolicy(context), before.document());
        }
    }

    private Policies policies(StepContext context) {
        return principal.policies(context.step().resource(), clients);
    }

    private static String inlinePolicy(StepContext context) {
        return "FirebreakDenyAll-" + context.incident().id();
    }

    private static String managedPolicy(StepContext context) {
        return "arn:" + context.parameter(PARTITION) + ":iam::aws:policy/AWSDenyAll";
    }
}
