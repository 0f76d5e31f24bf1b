package dev.firebreak.aws;

import dev.firebreak.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What IAM lets act in an account: a role, or an access key, which stands for its user. */
public abstract sealed class IamTarget implements Target permits AccessKey, Role {
    private final String type;
    private final String id;
    private final @Nullable String account;

    IamTarget(String type, String id, @Nullable String account) {
        this.type = type;
        this.id = id;
        this.account = account;
    }

    @Override
    public final String provider() {
        return AwsProvider.NAME;
    }

    @Override
    public final String type() {
        return type;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Optional<String> account() {
        return Optional.ofNullable(account);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof IamTarget that && toString().equals(that.toString());
    }

    @Override
    public final int hashCode() {
        return toString().hashCode();
    }

    @Override
    public final String toString() {
        return AwsNames.text(this);
    }
}
