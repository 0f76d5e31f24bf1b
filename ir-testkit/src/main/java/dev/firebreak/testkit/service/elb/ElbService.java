package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake Elastic Load Balancing (version 2). */
public final class ElbService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public ElbService() {}

    @Override
    public String signingName() {
        return "elasticloadbalancing";
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
