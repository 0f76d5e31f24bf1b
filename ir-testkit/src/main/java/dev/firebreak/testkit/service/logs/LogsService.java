package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake CloudWatch Logs. */
public final class LogsService implements FakeService {
    private final Operations operations = Operations.lazily(LogsService::addAll);

    /** The service; all its state lies in the world. */
    public LogsService() {}

    private static void addAll(Operations operations) {
        GroupOperations.addTo(operations);
        StreamOperations.addTo(operations);
        EventOperations.addTo(operations);
        FilterOperations.addTo(operations);
        QueryOperations.addTo(operations);
        ExportOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "logs";
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
