package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.world.World;
import java.util.Optional;

/** What other services ask about the organizations of a world. */
public final class Organizations {
    private Organizations() {}

    /** The management account of the organization that an account is in. */
    public static Optional<String> managementOf(World world, String accountId) {
        return OrganizationsState.of(world).find(accountId).map(Organization::management);
    }

    /** The id of the organization that an account is in. */
    public static Optional<String> idOf(World world, String accountId) {
        return OrganizationsState.of(world).find(accountId).map(Organization::id);
    }

    /** Whether the organization of an account trusts a service, such as {@code cloudtrail.amazonaws.com}. */
    public static boolean trusts(World world, String accountId, String service) {
        return OrganizationsState.of(world)
                .find(accountId)
                .filter(organization -> organization.trustedServices().containsKey(service))
                .isPresent();
    }

    /** Whether an account administers a service, such as {@code sso.amazonaws.com}, for its organization. */
    public static boolean isDelegated(World world, String accountId, String service) {
        return OrganizationsState.of(world)
                .find(accountId)
                .map(organization -> organization.delegations().get(accountId))
                .filter(services -> services.containsKey(service))
                .isPresent();
    }
}
