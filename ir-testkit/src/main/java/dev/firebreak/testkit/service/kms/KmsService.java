package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake KMS. */
public final class KmsService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public KmsService() {}

    @Override
    public String signingName() {
        return "kms";
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
