package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.CallObserver;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.ObservedCall;
import dev.firebreak.testkit.service.Operations;

/** The fake AWS Config. */
public final class ConfigService implements FakeService, CallObserver {
    private final Operations operations = Operations.lazily(ConfigService::addAll);

    /** The service; all its state lies in the world. */
    public ConfigService() {}

    private static void addAll(Operations operations) {
        RecorderOperations.addTo(operations);
        HistoryOperations.addTo(operations);
        SelectOperations.addTo(operations);
        RuleOperations.addTo(operations);
        ComplianceOperations.addTo(operations);
    }

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

    @Override
    public void observed(ObservedCall observed) {
        Recorders.of(observed.call().world()).observed(observed);
    }
}
