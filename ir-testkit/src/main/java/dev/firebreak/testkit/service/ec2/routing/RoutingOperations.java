package dev.firebreak.testkit.service.ec2.routing;

import dev.firebreak.testkit.service.Operations;

/** The operations of EC2 on route tables and gateways. */
public final class RoutingOperations {
    private RoutingOperations() {}

    /** Adds them to those of EC2. */
    public static void addTo(Operations operations) {
        RouteTableOperations.addTo(operations);
        RouteOperations.addTo(operations);
        RouteTableAssociationOperations.addTo(operations);
        InternetGatewayOperations.addTo(operations);
        EgressOnlyGatewayOperations.addTo(operations);
        NatGatewayOperations.addTo(operations);
    }
}
