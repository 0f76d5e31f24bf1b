package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake AWS Config. */
public final class ConfigService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public ConfigService() {}

    @Override
    public String signingName() {
        return "config";
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
