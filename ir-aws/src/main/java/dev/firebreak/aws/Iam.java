package dev.firebreak.aws;

import dev.firebreak.Action;
import dev.firebreak.aws.internal.iam.IamSteps;

/**
 * IAM credentials, and what to do to them. Meant for static import.
 *
 * <p>Errors of planning are {@link dev.firebreak.PlanRejectedException}s: no such key, a key of the root user, a read that is not
 * permitted.
 */
public final class Iam {
    private Iam() {}

    /**
     * A long-term access key in the provider's account.
     *
     * @throws IllegalArgumentException when the id does not begin with {@code AKIA}; those that begin with {@code ASIA} belong to
     *     sessions, which have no key to disable
     */
    public static AccessKey accessKey(String id) {
        return new AccessKey(id, null);
    }

    /** Makes the key inactive; never deletes it. Sessions made from it live on, see {@link #denyAll}. */
    public static Action<AccessKey> disableKey() {
        return AwsProvider.action(IamSteps::disableKey);
    }

    /**
     * Denies everything to the user whose key it is, by an inline policy; where that would pass the quota of 2,048 characters per user
     * (IAM User Guide, "IAM and AWS STS quotas"), by attaching the managed policy AWSDenyAll.
     */
    public static Action<AccessKey> denyAll() {
        return AwsProvider.action(IamSteps::denyAll);
    }
}
