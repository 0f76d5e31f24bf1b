package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.CallObserver;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.ObservedCall;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.cloudtrail.store.EventDataStores;

/**
 * The fake CloudTrail: it records every call to every service, keeps the history of 90 days, and delivers the log files of
 * trails.
 */
public final class CloudTrailService implements FakeService, CallObserver {
    private final Operations operations = Operations.lazily(CloudTrailService::addAll);

    /** The service; all its state lies in the world. */
    public CloudTrailService() {}

    private static void addAll(Operations operations) {
        LookupOperations.addTo(operations);
        TrailOperations.addTo(operations);
        TrailViews.addTo(operations);
        SelectorOperations.addTo(operations);
        TrailTagOperations.addTo(operations);
        EventDataStores.addTo(operations);
    }

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

    @Override
    public void before(Call call) {
        TrailDelivery.catchUp(call.world());
    }

    @Override
    public void observed(ObservedCall observed) {
        Recorder.record(observed);
    }
}
