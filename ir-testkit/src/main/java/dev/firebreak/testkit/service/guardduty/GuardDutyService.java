package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake GuardDuty. */
public final class GuardDutyService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public GuardDutyService() {}

    @Override
    public String signingName() {
        return "guardduty";
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
