package dev.firebreak.testkit.service.organizations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.AccountStatus;

/**
 * An account in an organization.
 *
 * @param id the account id
 * @param name its name
 * @param email the address of its root user
 * @param method how it came in
 * @param joined when it came in
 * @param parent the id of the root or unit that it is under
 * @param closing when it was closed; null when it was not
 */
record OrgAccount(
        String id,
        String name,
        String email,
        AccountJoinedMethod method,
        Instant joined,
        String parent,
        @Nullable Instant closing) {

    OrgAccount withParent(String moved) {
        return new OrgAccount(id, name, email, method, joined, moved, closing);
    }

    OrgAccount closed(Instant when) {
        return new OrgAccount(id, name, email, method, joined, parent, when);
    }

    /** A closure takes a while, in which the account is neither active nor suspended. */
    AccountState state(Instant now) {
        if (closing == null) {
            return AccountState.ACTIVE;
        }
        return now.isBefore(closing.plus(OrgTiming.CLOSURE)) ? AccountState.PENDING_CLOSURE : AccountState.SUSPENDED;
    }

    AccountStatus status(Instant now) {
        return AccountStatus.fromValue(state(now).toString());
    }
}
