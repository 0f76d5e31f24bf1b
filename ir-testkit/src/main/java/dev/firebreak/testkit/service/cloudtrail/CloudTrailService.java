package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake CloudTrail. */
public final class CloudTrailService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public CloudTrailService() {}

    @Override
    public String signingName() {
        return "cloudtrail";
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
