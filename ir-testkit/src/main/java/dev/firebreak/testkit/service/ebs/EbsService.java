package dev.firebreak.testkit.service.ebs;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake EBS direct APIs. */
public final class EbsService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public EbsService() {}

    @Override
    public String signingName() {
        return "ebs";
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
