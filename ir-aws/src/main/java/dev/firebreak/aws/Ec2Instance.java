package dev.firebreak.aws;

import dev.firebreak.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An EC2 instance. Immutable: {@link #inAccount} and {@link #inRegion} give a new one. */
public final class Ec2Instance implements Target {
    private final String id;
    private final @Nullable String account;
    private final @Nullable String region;

    Ec2Instance(String id, @Nullable String account, @Nullable String region) {
        this.id = AwsNames.instance(id);
        this.account = account;
        this.region = region;
    }

    /**
     * This instance, in that account. If not set, the account of the provider's credentials.
     *
     * @throws IllegalArgumentException when it is not of 12 digits
     */
    public Ec2Instance inAccount(String accountId) {
        return new Ec2Instance(id, AwsNames.account(accountId), region);
    }

    /**
     * This instance, in that Region. If not set, the provider's Region.
     *
     * @throws IllegalArgumentException when it does not have the form of a Region
     */
    public Ec2Instance inRegion(String regionId) {
        return new Ec2Instance(id, account, AwsNames.region(regionId));
    }

    @Override
    public String provider() {
        return AwsProvider.NAME;
    }

    @Override
    public String type() {
        return "ec2-instance";
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
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ec2Instance that && toString().equals(that.toString());
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
