package dev.firebreak.testkit.service.networkfirewall;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.networkfirewall.model.CreateFirewallPolicyRequest;
import software.amazon.awssdk.services.networkfirewall.model.CreateFirewallPolicyResponse;
import software.amazon.awssdk.services.networkfirewall.model.DeleteFirewallPolicyRequest;
import software.amazon.awssdk.services.networkfirewall.model.DeleteFirewallPolicyResponse;
import software.amazon.awssdk.services.networkfirewall.model.DescribeFirewallPolicyRequest;
import software.amazon.awssdk.services.networkfirewall.model.DescribeFirewallPolicyResponse;
import software.amazon.awssdk.services.networkfirewall.model.FirewallPolicy;
import software.amazon.awssdk.services.networkfirewall.model.FirewallPolicyResponse;
import software.amazon.awssdk.services.networkfirewall.model.ResourceStatus;
import software.amazon.awssdk.services.networkfirewall.model.UpdateFirewallPolicyRequest;
import software.amazon.awssdk.services.networkfirewall.model.UpdateFirewallPolicyResponse;

/** Firewall policies of default actions. There are no rule groups here, so that none can be named. */
final class PolicyOperations {
    private static final Set<String> STATELESS = Set.of("aws:pass", "aws:drop", "aws:forward_to_sfe");

    private PolicyOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateFirewallPolicy", CreateFirewallPolicyRequest::builder, PolicyOperations::create)
                .on("DescribeFirewallPolicy", DescribeFirewallPolicyRequest::builder, PolicyOperations::describe)
                .on("UpdateFirewallPolicy", UpdateFirewallPolicyRequest::builder, PolicyOperations::update)
                .on("DeleteFirewallPolicy", DeleteFirewallPolicyRequest::builder, PolicyOperations::delete);
    }

    private static CreateFirewallPolicyResponse create(Call call, CreateFirewallPolicyRequest request) {
        FirewallState state = FirewallState.of(call);
        String name = String.valueOf(request.firewallPolicyName());
        if (!name.matches("[a-zA-Z0-9-]{1,128}")) {
            throw FirewallErrors.request("The policy name %s is not valid", name);
        }
        if (state.policies().all().stream().anyMatch(each -> each.name().equals(name))) {
            throw FirewallErrors.request("A policy with the name %s exists already", name);
        }
        var about = FirewallPolicyResponse.builder()
                .firewallPolicyName(name)
                .firewallPolicyArn("arn:aws:network-firewall:" + call.region().name() + ":"
                        + call.account().id() + ":firewall-policy/" + name)
                .firewallPolicyId(call.world().ids().uuid())
                .firewallPolicyStatus(ResourceStatus.ACTIVE)
                .description(request.description())
                .tags(request.tags())
                .lastModifiedTime(call.now())
                .build();
        StoredPolicy made = policy(call, about, request.firewallPolicy());
        if (!Boolean.TRUE.equals(request.dryRun())) {
            state.policies().put(made);
        }
        return CreateFirewallPolicyResponse.builder()
                .firewallPolicyResponse(view(state, made))
                .updateToken(made.updateToken())
                .build();
    }

    private static StoredPolicy policy(Call call, FirewallPolicyResponse about, @Nullable FirewallPolicy rules) {
        if (rules == null) {
            throw FirewallErrors.request("A firewall policy is required");
        }
        checkStateless(rules.statelessDefaultActions());
        checkStateless(rules.statelessFragmentDefaultActions());
        if (!rules.statelessRuleGroupReferences().isEmpty()
                || !rules.statefulRuleGroupReferences().isEmpty()) {
            throw FirewallErrors.request("A rule group that the policy refers to does not exist");
        }
        return new StoredPolicy(about, rules, call.world().ids().uuid());
    }

    private static void checkStateless(List<String> actions) {
        if (actions.stream().filter(STATELESS::contains).count() != 1) {
            throw FirewallErrors.request("Stateless default actions must have one of %s: %s", STATELESS, actions);
        }
    }

    private static FirewallPolicyResponse view(FirewallState state, StoredPolicy policy) {
        return policy.about()
                .copy(copy -> copy.numberOfAssociations(state.using(policy).size()));
    }

    private static DescribeFirewallPolicyResponse describe(Call call, DescribeFirewallPolicyRequest request) {
        FirewallState state = FirewallState.of(call);
        StoredPolicy policy = state.policy(request.firewallPolicyArn(), request.firewallPolicyName());
        return DescribeFirewallPolicyResponse.builder()
                .firewallPolicyResponse(view(state, policy))
                .firewallPolicy(policy.rules())
                .updateToken(policy.updateToken())
                .build();
    }

    private static UpdateFirewallPolicyResponse update(Call call, UpdateFirewallPolicyRequest request) {
        FirewallState state = FirewallState.of(call);
        StoredPolicy old = state.policy(request.firewallPolicyArn(), request.firewallPolicyName());
        if (!old.updateToken().equals(request.updateToken())) {
            throw AwsError.of("InvalidTokenException", "The update token does not match the current one");
        }
        StoredPolicy changed =
                policy(call, old.about().copy(copy -> copy.lastModifiedTime(call.now())), request.firewallPolicy());
        if (!Boolean.TRUE.equals(request.dryRun())) {
            state.policies().put(changed);
        }
        return UpdateFirewallPolicyResponse.builder()
                .firewallPolicyResponse(view(state, changed))
                .updateToken(changed.updateToken())
                .build();
    }

    private static DeleteFirewallPolicyResponse delete(Call call, DeleteFirewallPolicyRequest request) {
        FirewallState state = FirewallState.of(call);
        StoredPolicy policy = state.policy(request.firewallPolicyArn(), request.firewallPolicyName());
        if (!state.using(policy).isEmpty()) {
            throw FirewallErrors.operation("The policy %s is in use", policy.name());
        }
        state.policies().remove(policy.arn());
        return DeleteFirewallPolicyResponse.builder()
                .firewallPolicyResponse(view(state, policy))
                .build();
    }
}
