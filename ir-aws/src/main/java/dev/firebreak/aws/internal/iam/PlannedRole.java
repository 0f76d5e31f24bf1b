package dev.firebreak.aws.internal.iam;

import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.PlanContext;
import java.util.List;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** A role while it is planned for: it is read once per plan. */
final class PlannedRole {
    private static final String OTHERS =
            "Sessions of other roles that were assumed from one of this role go on until they expire";

    private final TargetRef ref;
    private final PlanContext context;
    private final Clients clients;

    PlannedRole(Target target, PlanContext context, Clients clients) {
        this.ref = context.resolve(target);
        this.context = context;
        this.clients = clients;
        String untouchable = RoleSessions.untouchable(context.once(List.of("aws.iam.role", ref), this::read));
        if (!untouchable.isEmpty()) {
            throw rejected(untouchable);
        }
    }

    List<Step> revokeSessions() {
        return List.of(RoleSessions.step(ref, ref, context)
                .addNotes(
                        "Whoever the role trusts can assume it anew; denyAll() denies also the sessions to come",
                        "Instances that still hold the role fetch new credentials; take its instance profile off them first,"
                                + " by revokeInstanceRole(), or use denyAll()",
                        OTHERS)
                .build());
    }

    List<Step> denyAll() {
        return List.of(DenyAll.step(Principal.ROLE, ref, clients)
                .target(ref)
                .summary("Deny everything to role " + ref.id())
                .addNotes("This stops all sessions of the role, whoever has them, and those to come", OTHERS)
                .build());
    }

    private Role read() {
        try {
            return clients.iam(ref)
                    .getRole(request -> request.roleName(ref.id()))
                    .role();
        } catch (NoSuchEntityException e) {
            throw rejected("it does not exist in account " + ref.account());
        }
    }

    private PlanRejectedException rejected(String reason) {
        return new PlanRejectedException("Cannot plan for role " + ref.id() + ": " + reason);
    }
}
