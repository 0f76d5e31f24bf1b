package dev.firebreak.aws;

import org.jspecify.annotations.Nullable;

/** A long-term access key of an IAM user. Immutable: {@link #inAccount} gives a new one. */
public final class AccessKey extends IamTarget {
    AccessKey(String id, @Nullable String account) {
        super("iam-access-key", AwsNames.accessKey(id), account);
    }

    /**
     * This key, in that account. If not set, the account of the provider's credentials.
     *
     * @throws IllegalArgumentException when it is not of 12 digits
     */
    public AccessKey inAccount(String accountId) {
        return new AccessKey(id(), AwsNames.account(accountId));
    }
}
