package dev.firebreak.aws.internal.iam;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
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
                .addPermissions("iam:GetRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy")
                .calls(3);
    }

    /** Why the role's policies cannot be changed; empty when they can. */
    public static String untouchable(Role role) {
        String path = role.path() == null ? "/" : role.path();
        if (path.startsWith("/aws-service-role/")) {
            return "Sessions of role " + role.roleName() + " cannot be revoked: it is a service-linked role";
        }
        if (path.startsWith("/aws-reserved/")) {
            return "Sessions of role " + role.roleName()
                    + " cannot be revoked here: it belongs to a permission set; revoke them in IAM Identity Center";
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
        try {
            return new Policy(PolicyDocuments.decoded(clients.iam(context.step().resource())
                    .getRolePolicy(request -> request.roleName(role(context)).policyName(policy(context)))
                    .policyDocument()));
        } catch (NoSuchEntityException e) {
            return new Policy("");
        }
    }

    @Override
    public void apply(StepContext context, Policy before) {
        put(context, PolicyDocuments.denyIssuedBefore(context.clock().instant().plus(SPREADING)));
    }

    private void put(StepContext context, String document) {
        clients.iam(context.step().resource())
                .putRolePolicy(request -> request.roleName(role(context))
                        .policyName(policy(context))
                        .policyDocument(document));
    }

    @Override
    public boolean verify(StepContext context, Policy now) {
        Instant since = Instant.parse(context.parameter(SINCE));
        return PolicyDocuments.issuedBefore(now.document())
                .filter(moment -> !moment.isBefore(since))
                .isPresent();
    }

    @Override
    public void revert(StepContext context, Policy before, Policy now) {
        if (!before.document().isEmpty()) {
            put(context, before.document());
            return;
        }
        try {
            clients.iam(context.step().resource())
                    .deleteRolePolicy(request -> request.roleName(role(context)).policyName(policy(context)));
        } catch (NoSuchEntityException e) {
            // An earlier attempt, of which the answer was lost, has deleted it.
        }
    }

    private static String role(StepContext context) {
        return context.step().resource().id();
    }

    private static String policy(StepContext context) {
        return "FirebreakRevokeOlderSessions-" + context.incident().id();
    }
}
