package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake Secrets Manager. */
public final class SecretsManagerService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public SecretsManagerService() {}

    @Override
    public String signingName() {
        return "secretsmanager";
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
