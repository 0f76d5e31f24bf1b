package dev.firebreak.testkit.world;

import java.util.List;
import java.util.Optional;

/**
 * What an organization says about its accounts, for whoever judges a call.
 *
 * <p>The state of Organizations implements it and {@linkplain World#setOrganization hands itself in}; a world without one has no organization.
 */
public interface ServiceControlPolicies {
    /** No organization: no account is bound. */
    ServiceControlPolicies NONE = new ServiceControlPolicies() {
        @Override
        public List<List<Attached>> levels(String accountId) {
            return List.of();
        }

        @Override
        public Optional<String> organizationId(String accountId) {
            return Optional.empty();
        }
    };

    /**
     * One attached policy.
     *
     * @param id the policy's id, such as {@code p-FullAWSAccess}
     * @param document its JSON document
     */
    record Attached(String id, String document) {}

    /**
     * The policies that bind an account, by level: root, each organizational unit on the way, and the account itself. Every level must
     * allow. Empty when none binds it: an account of no organization, the management account, or policies of this type not
     * enabled.
     */
    List<List<Attached>> levels(String accountId);

    /** The same of the resource control policies, which bind whoever reaches for the account's resources. */
    default List<List<Attached>> resourceLevels(String accountId) {
        return List.of();
    }

    /** The id of the organization that the account is in, such as {@code o-exampleorgid}. */
    Optional<String> organizationId(String accountId);
}
