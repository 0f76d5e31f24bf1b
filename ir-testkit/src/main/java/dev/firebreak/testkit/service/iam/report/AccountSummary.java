package dev.firebreak.testkit.service.iam.report;

import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.iam.IamState;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

/** How much there is in an account, and how much there may be. */
final class AccountSummary {
    private static final Map<SummaryKeyType, Integer> QUOTAS = Map.ofEntries(
            Map.entry(SummaryKeyType.USERS_QUOTA, 5000),
            Map.entry(SummaryKeyType.GROUPS_QUOTA, 300),
            Map.entry(SummaryKeyType.ROLES_QUOTA, 1000),
            Map.entry(SummaryKeyType.POLICIES_QUOTA, 1500),
            Map.entry(SummaryKeyType.INSTANCE_PROFILES_QUOTA, 1000),
            Map.entry(SummaryKeyType.SERVER_CERTIFICATES_QUOTA, 20),
            Map.entry(SummaryKeyType.GROUPS_PER_USER_QUOTA, 10),
            Map.entry(SummaryKeyType.ACCESS_KEYS_PER_USER_QUOTA, 2),
            Map.entry(SummaryKeyType.SIGNING_CERTIFICATES_PER_USER_QUOTA, 2),
            Map.entry(SummaryKeyType.USER_POLICY_SIZE_QUOTA, 2048),
            Map.entry(SummaryKeyType.GROUP_POLICY_SIZE_QUOTA, 5120),
            Map.entry(SummaryKeyType.ROLE_POLICY_SIZE_QUOTA, 10240),
            Map.entry(SummaryKeyType.ASSUME_ROLE_POLICY_SIZE_QUOTA, 2048),
            Map.entry(SummaryKeyType.ATTACHED_POLICIES_PER_USER_QUOTA, 10),
            Map.entry(SummaryKeyType.ATTACHED_POLICIES_PER_GROUP_QUOTA, 10),
            Map.entry(SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA, 20),
            Map.entry(SummaryKeyType.POLICY_SIZE_QUOTA, 6144),
            Map.entry(SummaryKeyType.VERSIONS_PER_POLICY_QUOTA, 5),
            Map.entry(SummaryKeyType.POLICY_VERSIONS_IN_USE_QUOTA, 10000),
            Map.entry(SummaryKeyType.GLOBAL_ENDPOINT_TOKEN_VERSION, 1));

    private AccountSummary() {}

    static Map<SummaryKeyType, Integer> of(Account account) {
        IamState iam = account.iam();
        Map<SummaryKeyType, Integer> counts = new EnumMap<>(QUOTAS);
        counts.put(SummaryKeyType.USERS, iam.users().size());
        counts.put(SummaryKeyType.GROUPS, iam.groups().size());
        counts.put(SummaryKeyType.ROLES, iam.roles().size());
        counts.put(SummaryKeyType.INSTANCE_PROFILES, iam.instanceProfiles().size());
        counts.put(SummaryKeyType.POLICIES, (int) iam.policies().values().stream()
                .filter(policy -> !policy.isOfAws())
                .count());
        counts.put(
                SummaryKeyType.POLICY_VERSIONS_IN_USE,
                iam.policies().values().stream()
                        .filter(policy -> !policy.isOfAws())
                        .mapToInt(policy -> policy.versions().size())
                        .sum());
        counts.put(SummaryKeyType.MFA_DEVICES, iam.mfaDevices().size());
        counts.put(SummaryKeyType.MFA_DEVICES_IN_USE, (int) iam.mfaDevices().values().stream()
                .filter(device -> device.user().isPresent())
                .count());
        counts.put(SummaryKeyType.ACCOUNT_MFA_ENABLED, 0);
        counts.put(SummaryKeyType.ACCOUNT_PASSWORD_PRESENT, 1);
        counts.put(SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT, iam.rootKeys().isEmpty() ? 0 : 1);
        counts.put(SummaryKeyType.ACCOUNT_SIGNING_CERTIFICATES_PRESENT, 0);
        return counts;
    }
}
