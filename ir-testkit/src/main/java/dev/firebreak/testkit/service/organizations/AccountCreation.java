package dev.firebreak.testkit.service.organizations;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;

/**
 * A request to create an account.
 *
 * @param id the request's id, {@code car-...}
 * @param name the account's name
 * @param email the address of its root user
 * @param role the name of the role by which the management account enters it
 * @param tags its tags
 * @param account the id that the account gets
 * @param requested when it was requested
 * @param failure why it fails; null when it succeeds
 * @param done whether its effect has come
 */
record AccountCreation(
        String id,
        String name,
        String email,
        String role,
        Map<String, String> tags,
        String account,
        Instant requested,
        @Nullable CreateAccountFailureReason failure,
        boolean done) {

    boolean isDue(Instant now) {
        return !done && !now.isBefore(completes());
    }

    AccountCreation asDone() {
        return new AccountCreation(id, name, email, role, tags, account, requested, failure, true);
    }

    private Instant completes() {
        return requested.plus(OrgTiming.CREATION);
    }

    CreateAccountState state() {
        if (!done) {
            return CreateAccountState.IN_PROGRESS;
        }
        return failure == null ? CreateAccountState.SUCCEEDED : CreateAccountState.FAILED;
    }

    CreateAccountStatus status() {
        CreateAccountStatus.Builder status = CreateAccountStatus.builder()
                .id(id)
                .accountName(name)
                .state(state())
                .requestedTimestamp(requested);
        if (done) {
            status.completedTimestamp(completes());
            status = failure == null ? status.accountId(account) : status.failureReason(failure);
        }
        return status.build();
    }
}
