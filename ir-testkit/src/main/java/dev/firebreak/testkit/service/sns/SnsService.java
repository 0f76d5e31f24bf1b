package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake SNS. */
public final class SnsService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public SnsService() {}

    @Override
    public String signingName() {
        return "sns";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
