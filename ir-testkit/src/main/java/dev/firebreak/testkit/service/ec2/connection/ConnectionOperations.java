package dev.firebreak.testkit.service.ec2.connection;

import dev.firebreak.testkit.service.Operations;

/** The operations of EC2 on VPC endpoints, prefix lists and VPC peering. */
public final class ConnectionOperations {
    private ConnectionOperations() {}

    /** Adds them to those of EC2. */
    public static void addTo(Operations operations) {
        EndpointOperations.addTo(operations);
        PrefixListOperations.addTo(operations);
        PeeringOperations.addTo(operations);
    }
}
