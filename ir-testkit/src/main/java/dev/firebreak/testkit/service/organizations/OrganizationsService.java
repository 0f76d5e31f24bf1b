package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake Organizations. */
public final class OrganizationsService implements FakeService {
    private final Operations operations = Operations.lazily(OrganizationsService::addAll);

    /** The service; all its state lies in the world. */
    public OrganizationsService() {}

    private static void addAll(Operations operations) {
        OrganizationOperations.addTo(operations);
        UnitOperations.addTo(operations);
        AccountOperations.addTo(operations);
        PolicyOperations.addTo(operations);
        AttachmentOperations.addTo(operations);
        DelegationOperations.addTo(operations);
        TagOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "organizations";
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
