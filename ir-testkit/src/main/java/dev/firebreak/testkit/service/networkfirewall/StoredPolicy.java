package dev.firebreak.testkit.service.networkfirewall;

import software.amazon.awssdk.services.networkfirewall.model.FirewallPolicy;
import software.amazon.awssdk.services.networkfirewall.model.FirewallPolicyResponse;

/**
 * A firewall policy.
 *
 * @param about its name, ARN and status
 * @param rules what it does with packets
 * @param updateToken what an update must show to have seen it last
 */
record StoredPolicy(FirewallPolicyResponse about, FirewallPolicy rules, String updateToken) {
    private static final String DROP = "aws:drop";

    String arn() {
        return about.firewallPolicyArn();
    }

    String name() {
        return about.firewallPolicyName();
    }

    /** Whether it lets no packets through: by the stateless default, or by the stateful one where the stateless default forwards to it. */
    boolean drops() {
        return rules.statelessDefaultActions().contains(DROP)
                || (rules.statelessDefaultActions().contains("aws:forward_to_sfe")
                        && rules.statefulDefaultActions().stream().anyMatch(action -> action.startsWith(DROP)));
    }
}
