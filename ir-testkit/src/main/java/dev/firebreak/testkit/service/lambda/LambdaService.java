package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;

/** The fake Lambda. */
public final class LambdaService implements FakeService {
    private final Operations operations = Operations.lazily(LambdaService::addAll);

    /** The service; all its state lies in the world. */
    public LambdaService() {}

    private static void addAll(Operations operations) {
        FunctionOperations.addTo(operations);
        UpdateOperations.addTo(operations);
        VersionOperations.addTo(operations);
        ConcurrencyOperations.addTo(operations);
        InvokeOperations.addTo(operations);
        PermissionOperations.addTo(operations);
        UrlOperations.addTo(operations);
        EventSourceOperations.addTo(operations);
        FunctionTagOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "lambda";
    }

    @Override
    public Protocol protocol() {
        return Protocol.REST_JSON;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public ResourceFacts facts(World world, String arn) {
        return FunctionFacts.of(world, arn);
    }
}
