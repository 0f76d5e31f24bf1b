package dev.firebreak.aws;

import dev.firebreak.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A long-term access key of an IAM user. Immutable: {@link #inAccount} gives a new one. */
public final class AccessKey implements Target {
    private final String id;
    private final @Nullable String account;

    AccessKey(String id, @Nullable String account) {
        this.id = AwsNames.accessKey(id);
        this.account = account;
    }

    /**
     * This key, in that account. If not set, the account of the provider's credentials.
     *
     * @throws IllegalArgumentException when it is not of 12 digits
     */
    public AccessKey inAccount(String accountId) {
        return new AccessKey(id, AwsNames.account(accountId));
    }

    @Override
    public String provider() {
        return AwsProvider.NAME;
    }

    @Override
    public String type() {
        return "iam-access-key";
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccessKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return AwsNames.text(this);
    }
}
