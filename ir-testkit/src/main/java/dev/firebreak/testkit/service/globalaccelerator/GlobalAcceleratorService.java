package dev.firebreak.testkit.service.globalaccelerator;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/**
 * The fake AWS Global Accelerator: standard accelerators with EC2 instances as endpoints. It is to be called in us-west-2, as AWS's is.
 *
 * <p>A change takes two minutes of the world's clock to be deployed.
 */
public final class GlobalAcceleratorService implements FakeService {
    private final Operations operations = Operations.lazily(GlobalAcceleratorService::addAll);

    /** The service; all its state lies in the world. */
    public GlobalAcceleratorService() {}

    private static void addAll(Operations operations) {
        AcceleratorOperations.addTo(operations);
        ListenerOperations.addTo(operations);
        EndpointGroupOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "globalaccelerator";
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
