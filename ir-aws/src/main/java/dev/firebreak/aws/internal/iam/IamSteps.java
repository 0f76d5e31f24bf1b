package dev.firebreak.aws.internal.iam;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;

/** The actions on IAM identities, and the handlers that run their steps. */
public final class IamSteps {
    private IamSteps() {}

    public static List<StepHandler<?>> handlers(Clients clients) {
        return List.of(
                new RoleSessions(clients),
                new DisableKey(clients),
                new DenyAll(clients, Principal.USER),
                new DenyAll(clients, Principal.ROLE));
    }

    public static List<Step> disableKey(Target target, PlanContext context, Clients clients) {
        return DisableKey.plan(target, context, clients);
    }

    public static List<Step> revokeSessions(Target target, PlanContext context, Clients clients) {
        return new PlannedRole(target, context, clients).revokeSessions();
    }

    public static List<Step> denyAll(Target target, PlanContext context, Clients clients) {
        return target.type().equals(Principal.ROLE.type())
                ? new PlannedRole(target, context, clients).denyAll()
                : new PlannedKey(target, context, clients).denyAll();
    }
}
