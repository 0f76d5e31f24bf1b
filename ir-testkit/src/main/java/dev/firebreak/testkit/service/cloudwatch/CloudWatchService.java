package dev.firebreak.testkit.service.cloudwatch;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.CallObserver;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** The fake CloudWatch. */
public final class CloudWatchService implements FakeService, CallObserver {
    private final Operations operations = Operations.lazily(CloudWatchService::addAll);

    /** The service; all its state lies in the world. */
    public CloudWatchService() {}

    private static void addAll(Operations operations) {
        MetricOperations.addTo(operations);
        MetricDataOperations.addTo(operations);
        AlarmOperations.addTo(operations);
        AlarmViews.addTo(operations);
    }

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

    @Override
    public void before(Call call) {
        AlarmClock.of(call.world()).catchUp(call.now());
    }
}
