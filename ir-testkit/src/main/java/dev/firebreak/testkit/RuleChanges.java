package dev.firebreak.testkit;

import dev.firebreak.testkit.network.Network;
import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;

/** Lets the connections of the network see what every call has changed, and every call what flow logs have written. */
final class RuleChanges implements Interceptor {
    @Override
    public Operations.Result intercept(Invocation invocation) {
        World world = invocation.call().world();
        synchronized (world) {
            Network.deliver(world);
        }
        Operations.Result result = invocation.proceed();
        synchronized (world) {
            Network.settle(world);
        }
        return result;
    }
}
