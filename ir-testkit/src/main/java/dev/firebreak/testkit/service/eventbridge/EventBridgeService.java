package dev.firebreak.testkit.service.eventbridge;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.CallObserver;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;

/**
 * The fake EventBridge: what the services of the world tell arrives on the default bus, and rules take events to queues, topics and
 * buses at once; to functions and all other targets through {@link dev.firebreak.testkit.service.delivery.Recipients}.
 *
 * <p>A rule with a schedule comes by the world's clock, as soon as the next call is made. Delivery is not retried.
 */
public final class EventBridgeService implements FakeService, CallObserver {
    private final Operations operations = Operations.lazily(EventBridgeService::addAll);

    /** The service; all its state lies in the world. */
    public EventBridgeService() {}

    private static void addAll(Operations operations) {
        BusOperations.addTo(operations);
        RuleOperations.addTo(operations);
        TargetOperations.addTo(operations);
        EventOperations.addTo(operations);
        TagOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "events";
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
    public ResourceFacts facts(World world, String arn) {
        return Buses.facts(world, arn);
    }

    @Override
    public void attach(World world) {
        world.events().listen(new EventRouter(world)::fromService);
    }

    @Override
    public void before(Call call) {
        var router = new EventRouter(call.world());
        ScheduledBuses.of(call.world()).all().forEach(bus -> router.catchUp(bus, call.now()));
    }
}
