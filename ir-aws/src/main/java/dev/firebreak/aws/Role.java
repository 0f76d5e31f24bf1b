package dev.firebreak.aws;

import org.jspecify.annotations.Nullable;

/** An IAM role. Immutable: {@link #inAccount} gives a new one. */
public final class Role extends IamTarget {
    Role(String name, @Nullable String account) {
        super("iam-role", AwsNames.role(name), account);
    }

    /**
     * The role of this name in that account. If not set, the account of the provider's credentials.
     *
     * @throws IllegalArgumentException when it is not of 12 digits
     */
    public Role inAccount(String accountId) {
        return new Role(id(), AwsNames.account(accountId));
    }
}
