package dev.firebreak.aws.internal.iam;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.Role;

/** Ends all sessions of a role that were issued so far. */
public final class RoleSessions implements StepHandler<RoleSessions.Policy> {
    static final String KIND = "aws.iam.revoke-role-sessions";
    private static final String SINCE = "issued-before";

    // What the IAM console adds, so that sessions issued while the policy spreads are denied too.
    private static final Duration SPREADING = Duration.ofSeconds(30);

    private final Clients clients;

    RoleSessions(Clients clients) {
        this.clients = clients;
    }

    /**
     * The inline policy of ours on a role.
     *
     * @param document its text; empty when there is none
     */
    record Policy(String document) {}

    /**
     * A step that ends the sessions issued before now. The time is part of the step, so that a later plan for the same incident ends
     * the sessions issued since.
     */
    public static Step.Builder step(TargetRef target, TargetRef role, PlanContext context) {
        Instant now =
                context.once("aws.iam.revocation-time", () -> context.clock().instant());
        return Step.builder(KIND, role)
                .target(target)
                .putParameters(SINCE, now.truncatedTo(ChronoUnit.SECONDS).toString())
                .phase(Phase.CREDENTIALS)
                .summary("Deny everything to all sessions of role " + role.id() + " issued until now")
                .addNotes(
                        "A release makes the sessions from before the revocation valid again, where they have not expired")
                .addPermissions("iam:GetRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy")
                .calls(3);
    }

    /** Why the role's policies cannot be changed; empty when they can. */
    public static String untouchable(Role role) {
        String path = role.path() == null ? "/" : role.path();
        if (path.startsWith("/aws-service-role/")) {
            return "it is a service-linked role, which only its service changes";
        }
        if (path.startsWith("/aws-reserved/")) {
            return "it belongs to a permission set, and is changed in IAM Identity Center alone";
        }
        return "";
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Policy> stateType() {
        return Policy.class;
    }

    @Override
    public Policy observe(StepContext context) {
        return new Policy(policies(context).inline(policy(context)));
    }

    /** The clock of the process that plans may be ahead of this one's. */
    @Override
    public Cost cost() {
        return Cost.each("iam:PutRolePolicy");
    }

    @Override
    public void apply(StepContext context, Policy before) {
        Instant now = context.clock().instant();
        Instant latest = now.isBefore(since(context)) ? since(context) : now;
        policies(context).put(policy(context), PolicyDocuments.denyIssuedBefore(latest.plus(SPREADING)));
    }

    @Override
    public boolean verify(StepContext context, Policy now) {
        return PolicyDocuments.issuedBefore(now.document())
                .filter(moment -> !moment.isBefore(since(context)))
                .isPresent();
    }

    private static Instant since(StepContext context) {
        return Instant.parse(context.parameter(SINCE));
    }

    @Override
    public void revert(StepContext context, Policy before, Policy now) {
        policies(context).restore(policy(context), before.document());
    }

    private Policies policies(StepContext context) {
        return Principal.ROLE.policies(context.step().resource(), clients);
    }

    private static String policy(StepContext context) {
        return "FirebreakRevokeOlderSessions-" + context.incident().id();
    }
}
