package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** The accounts that a snapshot is shared with: at most twenty, or {@code all}. */
final class SharedAccounts {
    private static final int MOST = 20;

    private SharedAccounts() {}

    static void check(Collection<String> accounts) {
        for (String account : accounts) {
            if (!account.matches("\\d{12}|all")) {
                throw RdsErrors.value("Invalid account id: %s", account);
            }
        }
    }

    static SortedSet<String> changed(Collection<String> before, Collection<String> added, Collection<String> removed) {
        var accounts = new TreeSet<>(before);
        accounts.addAll(added);
        accounts.removeAll(removed);
        if (accounts.size() > MOST) {
            throw AwsError.of(
                    "SharedSnapshotQuotaExceeded",
                    "You have exceeded the maximum number of accounts that you can share a manual DB snapshot with.");
        }
        return accounts;
    }
}
