package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake IAM Identity Center (administration). */
public final class SsoAdminService implements FakeService {
    private final Operations operations = Operations.lazily(SsoAdminService::addAll);

    /** The service; all its state lies in the world. */
    public SsoAdminService() {}

    private static void addAll(Operations operations) {
        InstanceOperations.addTo(operations);
        PermissionSetOperations.addTo(operations);
        PermissionSetPolicyOperations.addTo(operations);
        AssignmentOperations.addTo(operations);
        ProvisioningOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "sso";
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
