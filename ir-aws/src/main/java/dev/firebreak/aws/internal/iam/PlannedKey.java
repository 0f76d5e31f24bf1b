package dev.firebreak.aws.internal.iam;

import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.spi.PlanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** An access key while it is planned for: its owner is read once per plan. */
final class PlannedKey {
    // IAM does not tell these apart.
    private static final String DENIED =
            "IAM denies access to it; either iam:GetAccessKeyLastUsed is not permitted on *,"
                    + " or the key was deleted or is not one of account ";

    private final TargetRef ref;
    private final PlanContext context;
    private final Clients clients;

    PlannedKey(Target target, PlanContext context, Clients clients) {
        this.ref = context.resolve(target);
        this.context = context;
        this.clients = clients;
    }

    TargetRef ref() {
        return ref;
    }

    /** The user whose key it is. */
    TargetRef owner() {
        String name = context.once(List.of("aws.iam.key-owner", ref), this::read);
        return ref.global(Principal.USER.type(), name);
    }

    Step.Builder step(String kind, TargetRef resource) {
        return Step.builder(kind, resource).target(ref);
    }

    List<Step> denyAll() {
        return List.of(DenyAll.step(Principal.USER, owner(), clients)
                .target(ref)
                .summary("Deny everything to user " + owner().id() + ", whose key " + ref.id() + " is")
                .addNotes(
                        "This stops all keys, the console sign-in, and sessions by GetSessionToken and GetFederationToken;"
                                + " roles that the user has assumed go on until they expire")
                .build());
    }

    private String read() {
        String name;
        try {
            name = clients.iam(ref)
                    .getAccessKeyLastUsed(request -> request.accessKeyId(ref.id()))
                    .userName();
        } catch (NoSuchEntityException e) {
            throw rejected("it does not exist in account " + ref.account());
        } catch (IamException e) {
            throw Failures.hasCode(e, "AccessDenied") ? rejected(DENIED + ref.account()) : e;
        }
        if (isRoot(name)) {
            throw rejected("it belongs to the root user of account " + ref.account()
                    + ", and only the root user can change it; sign in as root and deactivate the key there");
        }
        return name;
    }

    private static boolean isRoot(@Nullable String name) {
        return name == null || name.isBlank() || name.equals("root") || name.equals("<root_account>");
    }

    private PlanRejectedException rejected(String reason) {
        return new PlanRejectedException("Cannot plan for access key " + ref.id() + ": " + reason);
    }
}
