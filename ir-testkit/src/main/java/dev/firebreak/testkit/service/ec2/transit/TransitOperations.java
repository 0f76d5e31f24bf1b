package dev.firebreak.testkit.service.ec2.transit;

import dev.firebreak.testkit.service.Operations;

/** The operations of EC2 on transit gateways. */
public final class TransitOperations {
    private TransitOperations() {}

    /** Adds them to those of EC2. */
    public static void addTo(Operations operations) {
        TransitGatewayOperations.addTo(operations);
        VpcAttachmentOperations.addTo(operations);
    }
}
