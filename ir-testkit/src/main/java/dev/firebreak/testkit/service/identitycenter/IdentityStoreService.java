package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake IAM Identity Center (identity store). */
public final class IdentityStoreService implements FakeService {
    private final Operations operations = Operations.lazily(IdentityStoreService::addAll);

    /** The service; all its state lies in the world. */
    public IdentityStoreService() {}

    private static void addAll(Operations operations) {
        UserOperations.addTo(operations);
        GroupOperations.addTo(operations);
        MembershipOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "identitystore";
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
