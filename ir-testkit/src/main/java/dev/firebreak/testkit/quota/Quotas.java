package dev.firebreak.testkit.quota;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.world.RegionQuota;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often the services may be asked: token buckets per account, Region and action, refilled by the world's clock. A call that finds too
 * few tokens is refused with the service's throttling error before it has any effect; dry runs take tokens too.
 *
 * <pre>{@code
 * FakeAws.builder().quotas(Quotas.documented()).build();
 * FakeAws.builder().quotas(Quotas.documented().scaledBy(0.1).bucket("iam", "PutRolePolicy", 10, 2)).build();
 * }</pre>
 *
 * <p>Quotas of what there is (5,000 network interfaces and 2,500 security groups in a Region, 5 groups on an interface, 20 snapshot copies at
 * once) are no rates, and always hold; those of {@link RegionQuota} can be raised, as AWS does on request.
 *
 * <p>Immutable.
 */
public final class Quotas {
    private final boolean documented;
    private final double factor;
    private final Map<String, Allowance> own;
    private final Map<RegionQuota, Integer> raised;

    private Quotas(boolean documented, double factor, Map<String, Allowance> own, Map<RegionQuota, Integer> raised) {
        this.documented = documented;
        this.factor = factor;
        this.own = Map.copyOf(own);
        this.raised = Map.copyOf(raised);
    }

    /** No limits to how often but those set by {@link #bucket}. */
    public static Quotas none() {
        return new Quotas(false, 1, Map.of(), Map.of());
    }

    /**
     * The limits that AWS publishes: EC2's buckets of requests and of instances, Systems Manager Automation, STS, Elastic Load
     * Balancing, the EBS direct APIs, and S3 per prefix.
     *
     * <p>IAM and Auto Scaling publish none. For them it is assumed: IAM 100 tokens and 20 a second for each reading action, 20 and 5 for
     * each other; Auto Scaling 100 and 20, 50 and 5. All other services have no limit.
     */
    public static Quotas documented() {
        return new Quotas(true, 1, Map.of(), Map.of());
    }

    /**
     * The same, with all published buckets and rates times this factor; buckets keep one token at least. Those set by {@link #bucket} are
     * not scaled.
     */
    public Quotas scaledBy(double factor) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("Invalid factor: " + factor + " (must be more than 0)");
        }
        return new Quotas(documented, this.factor * factor, own, raised);
    }

    /**
     * The same, with this bucket for an action in place of its published ones.
     *
     * @param service the signing name, such as {@code ec2}
     * @param operation the action, such as {@code CreateTags}
     * @param capacity the tokens that the bucket holds, and has at first: 1 or more
     * @param refillPerSecond the tokens that it regains in a second
     */
    public Quotas bucket(String service, String operation, double capacity, double refillPerSecond) {
        var more = new HashMap<>(own);
        more.put(name(service, operation), new Allowance(capacity, refillPerSecond));
        return new Quotas(documented, factor, more, raised);
    }

    /**
     * The same, with this quota for each Region in place of the usual one.
     *
     * @param most how much of it there may be: 1 or more
     */
    public Quotas raised(RegionQuota quota, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("Invalid quota of " + quota + ": " + most + " (must be 1 or more)");
        }
        var more = new HashMap<>(raised);
        more.put(quota, most);
        return new Quotas(documented, factor, own, more);
    }

    Map<RegionQuota, Integer> raised() {
        return raised;
    }

    private static String name(String service, String operation) {
        return service + " " + operation;
    }

    List<Draw> draws(Invocation invocation) {
        Allowance set = own.get(name(invocation.service(), invocation.operation()));
        if (set != null) {
            return List.of(Draw.one(invocation.operation(), set));
        }
        ServiceQuotas published = documented ? ServiceQuotas.DOCUMENTED.get(invocation.service()) : null;
        return published == null
                ? List.of()
                : published.draws(invocation).stream()
                        .map(draw -> draw.scaledBy(factor))
                        .toList();
    }
}
