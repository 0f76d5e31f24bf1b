package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ssm.automation.AutomationOperations;
import dev.firebreak.testkit.service.ssm.document.DocumentOperations;

/** The fake Systems Manager. */
public final class SsmService implements FakeService {
    private final Operations operations = Operations.lazily(SsmService::addAll);

    /** The service; all its state lies in the world. */
    public SsmService() {}

    private static void addAll(Operations operations) {
        NodeOperations.addTo(operations);
        SendOperations.addTo(operations);
        CommandQueries.addTo(operations);
        SessionOperations.addTo(operations);
        DocumentOperations.addTo(operations);
        AutomationOperations.addTo(operations);
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
