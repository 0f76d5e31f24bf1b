package dev.firebreak.aws;

import dev.firebreak.Target;
import dev.firebreak.TargetQuery;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.search.InstanceSearch;
import dev.firebreak.spi.PlanContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The EC2 instances that have something in common when the plan is made, in one account and Region. Those that are terminated or
 * shutting down are left out. Made by {@link Ec2}. Immutable: {@link #inAccount} and {@link #inRegion} give a new one.
 *
 * <p>When there are none, the plan warns; it is rejected only when nobody can say, for want of a permission for instance.
 */
public final class Ec2Instances implements TargetQuery<Ec2Instance> {
    private final InstanceSearch search;
    private final @Nullable String account;
    private final @Nullable String region;

    Ec2Instances(InstanceSearch search) {
        this(search, null, null);
    }

    private Ec2Instances(InstanceSearch search, @Nullable String account, @Nullable String region) {
        this.search = search;
        this.account = account;
        this.region = region;
    }

    /**
     * Those in that account. If not set, the account of the provider's credentials.
     *
     * @throws IllegalArgumentException when it is not of 12 digits
     */
    public Ec2Instances inAccount(String accountId) {
        return new Ec2Instances(search, AwsNames.account(accountId), region);
    }

    /**
     * Those in that Region. If not set, the provider's Region.
     *
     * @throws IllegalArgumentException when it does not have the form of a Region
     */
    public Ec2Instances inRegion(String regionId) {
        return new Ec2Instances(search, account, AwsNames.region(regionId));
    }

    @Override
    public List<Ec2Instance> find(PlanContext context) {
        TargetRef place = context.resolve(new Searched());
        var clients = context.provider(AwsProvider.class).clients();
        List<String> ids = context.once(
                List.of("aws.ec2.search", place.account(), place.region(), search), () -> search.find(place, clients));
        return ids.stream().map(id -> new Ec2Instance(id, account, region)).toList();
    }

    /** What is searched, in words. */
    @Override
    public String toString() {
        return search + (account == null ? "" : " of account " + account) + (region == null ? "" : " in " + region);
    }

    /** Where to search: resolved as a target is, so that the same accounts and Regions are allowed. */
    private final class Searched implements Target {
        @Override
        public String provider() {
            return AwsProvider.NAME;
        }

        @Override
        public String type() {
            return "ec2-instances";
        }

        @Override
        public String id() {
            return search.toString();
        }

        @Override
        public Optional<String> account() {
            return Optional.ofNullable(account);
        }

        @Override
        public Optional<String> region() {
            return Optional.ofNullable(region);
        }
    }
}
