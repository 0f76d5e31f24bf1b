/**
 * A fake AWS Network Firewall: firewalls, their policies, and their endpoints in VPCs.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.service.networkfirewall.NetworkFirewallService}.
 */
@NullMarked
package dev.firebreak.testkit.service.networkfirewall;

import org.jspecify.annotations.NullMarked;
