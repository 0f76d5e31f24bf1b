package dev.firebreak.testkit.service.networkfirewall;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/**
 * The fake AWS Network Firewall: firewalls in VPCs, and policies of default actions without rule groups.
 *
 * <p>A firewall takes a minute of the world's clock until its endpoints, to which routes may lead, are ready.
 */
public final class NetworkFirewallService implements FakeService {
    private final Operations operations = Operations.lazily(NetworkFirewallService::addAll);

    /** The service; all its state lies in the world. */
    public NetworkFirewallService() {}

    private static void addAll(Operations operations) {
        PolicyOperations.addTo(operations);
        FirewallOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "network-firewall";
    }

    @Override
    public Protocol protocol() {
        return Protocol.JSON_1_0;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
