package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.Operations;

/** The operations of EC2 on VPCs, subnets, network interfaces and addresses. */
public final class NetworkOperations {
    private NetworkOperations() {}

    /** Adds them to those of EC2. */
    public static void addTo(Operations operations) {
        VpcOperations.addTo(operations);
        VpcAttributeOperations.addTo(operations);
        DhcpOptionOperations.addTo(operations);
        SubnetOperations.addTo(operations);
        NetworkDeletionOperations.addTo(operations);
        InterfaceOperations.addTo(operations);
        InterfaceAttributeOperations.addTo(operations);
        AddressOperations.addTo(operations);
        AddressAssignmentOperations.addTo(operations);
    }
}
