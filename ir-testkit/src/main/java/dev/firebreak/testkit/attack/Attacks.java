package dev.firebreak.testkit.attack;

import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The attacks that are under way on a fake: lets attackers act between the calls of everybody else. */
public final class Attacks implements Interceptor {
    private final List<Runnable> afterCalls = new CopyOnWriteArrayList<>();
    private boolean acting;

    private Attacks() {}

    /** No attacks yet. */
    public static Attacks none() {
        return new Attacks();
    }

    @Override
    public Operations.Result intercept(Invocation invocation) {
        try {
            return invocation.proceed();
        } finally {
            afterCalls.forEach(attacker -> act(invocation.call().world(), attacker));
        }
    }

    void afterEveryCall(Runnable attacker) {
        afterCalls.add(attacker);
    }

    /** Runs what an attacker does, unless it comes of what an attacker does already. */
    void act(World world, Runnable attacker) {
        synchronized (world) {
            if (acting) {
                return;
            }
            acting = true;
            try {
                attacker.run();
            } finally {
                acting = false;
            }
        }
    }
}
