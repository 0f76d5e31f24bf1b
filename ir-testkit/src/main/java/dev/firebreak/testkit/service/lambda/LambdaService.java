package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake Lambda. */
public final class LambdaService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public LambdaService() {}

    @Override
    public String signingName() {
        return "lambda";
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
