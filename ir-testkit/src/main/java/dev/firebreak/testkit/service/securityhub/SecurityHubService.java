package dev.firebreak.testkit.service.securityhub;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake Security Hub. */
public final class SecurityHubService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public SecurityHubService() {}

    @Override
    public String signingName() {
        return "securityhub";
    }

    @Override
    public Protocol protocol() {
        return Protocol.REST_JSON;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
