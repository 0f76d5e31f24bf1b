package dev.firebreak.testkit.service.eventbridge;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake EventBridge. */
public final class EventBridgeService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public EventBridgeService() {}

    @Override
    public String signingName() {
        return "events";
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
