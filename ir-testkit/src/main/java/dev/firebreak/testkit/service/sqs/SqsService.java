package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake SQS. */
public final class SqsService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public SqsService() {}

    @Override
    public String signingName() {
        return "sqs";
    }

    @Override
    public Protocol protocol() {
        return Protocol.JSON_1_0;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
