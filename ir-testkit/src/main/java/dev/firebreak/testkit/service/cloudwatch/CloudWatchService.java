package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake CloudWatch. */
public final class CloudWatchService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public CloudWatchService() {}

    @Override
    public String signingName() {
        return "monitoring";
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
