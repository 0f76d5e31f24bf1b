package dev.firebreak.aws;

import dev.firebreak.Action;
import dev.firebreak.aws.internal.iam.IamSteps;

/**
 * IAM credentials and roles, and what to do to them. Meant for static import.
 *
 * <p>Errors of planning are {@link dev.firebreak.PlanRejectedException}s: no such key or role, a key of the root user, a role that only
 * AWS may change, a read that is not permitted.
 */
public final class Iam {
    private Iam() {}

    /**
     * A long-term access key in the provider's account.
     *
     * @throws IllegalArgumentException when the id does not begin with {@code AKIA}; those that begin with {@code ASIA} belong to
     *     sessions, which have no key to disable: see {@link #revokeSessions}
     */
    public static AccessKey accessKey(String id) {
        return new AccessKey(id, null);
    }

    /**
     * A role in the provider's account, by its name without path.
     *
     * @throws IllegalArgumentException when no role can have the name
     */
    public static Role role(String name) {
        return new Role(name, null);
    }

    /** Makes the key inactive; never deletes it. Sessions made from it live on, see {@link #denyAll}. */
    public static Action<AccessKey> disableKey() {
        return AwsProvider.action(IamSteps::disableKey);
    }

    /**
     * Denies everything to the sessions of the role that were issued until now, by an inline policy on {@code aws:TokenIssueTime} (IAM
     * User Guide, "Revoking IAM role temporary security credentials"). Whoever the role trusts can assume it anew, see {@link #denyAll};
     * instances that still hold it fetch new credentials, see {@link Ec2#revokeInstanceRole}.
     * The step fails where the role's inline policies are as long as they may be; {@code denyAll} goes without one then.
     */
    public static Action<Role> revokeSessions() {
        return AwsProvider.action(IamSteps::revokeSessions);
    }

    /**
     * Denies everything to the role, its sessions of now and later, or to the user whose key it is: by an inline policy; where that would
     * pass the quota of 10,240 characters per role, or 2,048 per user (IAM User Guide, "IAM and AWS STS quotas"), by attaching the
     * managed policy AWSDenyAll.
     */
    public static <T extends IamTarget> Action<T> denyAll() {
        return AwsProvider.action(IamSteps::denyAll);
    }
}
