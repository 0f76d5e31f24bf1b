package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake Systems Manager. */
public final class SsmService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public SsmService() {
        NodeOperations.addTo(operations);
        SendOperations.addTo(operations);
        CommandQueries.addTo(operations);
        SessionOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "ssm";
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
