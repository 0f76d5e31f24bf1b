package dev.firebreak.aws.internal.ec2;

import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.spi.StepContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;

/** Lets everything through a security group of ours, and then nothing. */
final class GroupRules {
    /** Addresses that nothing comes from or goes to through an interface. */
    private static final String NOWHERE = "127.0.0.1/32";

    private static final String NOWHERE_IPV6 = "::1/128";
    private static final IpPermission EVERYTHING = IpPermission.builder()
            .ipProtocol("-1")
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .ipv6Ranges(Ipv6Range.builder().cidrIpv6("::/0").build())
            .build();

    private final Clients clients;

    GroupRules(Clients clients) {
        this.clients = clients;
    }

    private Ec2Client ec2(StepContext context) {
        return clients.ec2(context.step().resource());
    }

    /** Has a group that was just made, and so lets everything out, let everything in too; waits until EC2 knows it everywhere. */
    List<SecurityGroupRule> open(StepContext context, String group) {
        List<Supplier<List<SecurityGroupRule>>> directions =
                List.of(() -> letIn(context, group), () -> awaitRules(context, group, true));
        return joined(context.sideBySide(directions)).flatMap(List::stream).toList();
    }

    private List<SecurityGroupRule> letIn(StepContext context, String group) {
        var rules = new AtomicReference<List<SecurityGroupRule>>(List.of());
        await(context, group, () -> {
            try {
                rules.set(ec2(context)
                        .authorizeSecurityGroupIngress(
                                request -> request.groupId(group).ipPermissions(EVERYTHING))
                        .securityGroupRules());
            } catch (Ec2Exception e) {
                // The client tries again when an answer is lost; then the rules are there already.
                if (!Failures.hasCode(e, "InvalidPermission.Duplicate")) {
                    throw e;
                }
            }
            return true;
        });
        return rules.get().isEmpty() ? awaitRules(context, group, false) : rules.get();
    }

    private List<SecurityGroupRule> awaitRules(StepContext context, String group, boolean egress) {
        var rules = new AtomicReference<List<SecurityGroupRule>>(List.of());
        await(context, group, () -> {
            rules.set(of(context, group).stream()
                    .filter(rule -> rule.isEgress() == egress)
                    .toList());
            return !rules.get().isEmpty();
        });
        return rules.get();
    }

    private static void await(StepContext context, String group, BooleanSupplier look) {
        boolean known = context.await(() -> {
            try {
                return look.getAsBoolean();
            } catch (Ec2Exception e) {
                if (Failures.hasCode(e, "InvalidGroup.NotFound")) {
                    return false;
                }
                throw e;
            }
        });
        if (!known) {
            throw Groups.notFound(group);
        }
    }

    /** The rules that a group is seen to have. */
    List<SecurityGroupRule> of(StepContext context, String group) {
        return ec2(context)
                .describeSecurityGroupRulesPaginator(request -> request.filters(Marks.filter("group-id", group)))
                .securityGroupRules()
                .stream()
                .toList();
    }

    /**
     * Lets nothing through any more, from one moment to the next: between two calls, one for each direction, a connection could begin
     * that is tracked, and would live on.
     */
    void close(StepContext context, String group, List<SecurityGroupRule> rules) {
        List<SecurityGroupRuleUpdate> updates = rules.stream()
                .filter(GroupRules::hasRange)
                .map(GroupRules::toNowhere)
                .toList();
        if (!updates.isEmpty()) {
            ec2(context)
                    .modifySecurityGroupRules(request -> request.groupId(group).securityGroupRules(updates));
        }
    }

    private static SecurityGroupRuleUpdate toNowhere(SecurityGroupRule rule) {
        return SecurityGroupRuleUpdate.builder()
                .securityGroupRuleId(rule.securityGroupRuleId())
                .securityGroupRule(nowhere -> nowhere.ipProtocol("-1")
                        .cidrIpv4(rule.cidrIpv4() == null ? null : NOWHERE)
                        .cidrIpv6(rule.cidrIpv6() == null ? null : NOWHERE_IPV6)
                        .description("Lets nothing through"))
                .build();
    }

    /** Closes a group whatever rules it has; those that name no range of addresses are removed. */
    void closeAny(StepContext context, String group) {
        List<SecurityGroupRule> rules = of(context, group);
        close(context, group, rules);
        List<String> in = others(rules, false);
        if (!in.isEmpty()) {
            ec2(context)
                    .revokeSecurityGroupIngress(
                            request -> request.groupId(group).securityGroupRuleIds(in));
        }
        List<String> out = others(rules, true);
        if (!out.isEmpty()) {
            ec2(context)
                    .revokeSecurityGroupEgress(request -> request.groupId(group).securityGroupRuleIds(out));
        }
    }

    private static List<String> others(List<SecurityGroupRule> rules, boolean egress) {
        return rules.stream()
                .filter(rule -> rule.isEgress() == egress && !hasRange(rule))
                .map(SecurityGroupRule::securityGroupRuleId)
                .toList();
    }

    private static boolean hasRange(SecurityGroupRule rule) {
        return rule.cidrIpv4() != null || rule.cidrIpv6() != null;
    }

    /** Whether it lets nothing through. */
    static boolean areClosed(SecurityGroup group) {
        return Stream.concat(group.ipPermissions().stream(), group.ipPermissionsEgress().stream())
                .allMatch(GroupRules::leadsNowhere);
    }

    private static boolean leadsNowhere(IpPermission rule) {
        return rule.ipRanges().stream().allMatch(range -> range.cidrIp().equals(NOWHERE))
                && rule.ipv6Ranges().stream().allMatch(range -> range.cidrIpv6().equals(NOWHERE_IPV6))
                && rule.prefixListIds().isEmpty()
                && rule.userIdGroupPairs().isEmpty();
    }

    /** The results of all calls, when all have ended. */
    private static <T> Stream<T> joined(List<CompletableFuture<T>> calls) {
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return calls.stream().map(CompletableFuture::join);
    }
}
