package dev.firebreak.testkit.service.route53resolver;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/**
 * The fake Route 53 Resolver, of which it has DNS Firewall: domain lists, rule groups and their associations with VPCs. Managed domain
 * lists, advanced rules and redirection chains are not simulated.
 *
 * <p>An association takes a minute of the world's clock until it blocks queries.
 */
public final class Route53ResolverService implements FakeService {
    private final Operations operations = Operations.lazily(Route53ResolverService::addAll);

    /** The service; all its state lies in the world. */
    public Route53ResolverService() {}

    private static void addAll(Operations operations) {
        DomainListOperations.addTo(operations);
        RuleGroupOperations.addTo(operations);
        RuleOperations.addTo(operations);
        AssociationOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "route53resolver";
    }

    @Override
    public Protocol protocol() {
        return Protocol.JSON_1_1;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
