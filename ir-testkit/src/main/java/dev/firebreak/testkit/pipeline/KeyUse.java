package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;

/**
 * Notes when and for what a key or role was last used, also when the call is refused.
 *
 * <p>AWS takes up to four hours to show the use of a role, and minutes that of a key; here it shows at once.
 */
public final class KeyUse implements Interceptor {
    private KeyUse() {}

    /** The interceptor. */
    public static KeyUse create() {
        return new KeyUse();
    }

    @Override
    public Operations.Result intercept(Invocation invocation) {
        try {
            return invocation.proceed();
        } finally {
            World world = invocation.call().world();
            synchronized (world) {
                world.credentials()
                        .used(
                                invocation.call().accessKeyId(),
                                invocation.service(),
                                invocation.call().region().name());
            }
        }
    }
}
