package dev.firebreak.spi;

import dev.firebreak.TargetRef;
import java.time.Duration;

/**
 * Knows how many calls the quotas of a provider allow at the moment.
 *
 * <p><b>Threading:</b> safe for use by many threads; answers at once and calls nothing.
 */
@FunctionalInterface
public interface Pace {
    /** One that knows no quotas. */
    Pace UNLIMITED = (place, cost, steps) -> Grant.of(steps);

    /**
     * Takes what as many steps as possible cost.
     *
     * @param place a resource in the account and Region whose quotas count
     * @param cost what they cost
     * @param steps how many steps there are
     */
    Grant take(TargetRef place, Cost cost, int steps);

    /**
     * How long it takes at least until the quotas have allowed one step of this cost, though it be more than they ever allow at once; no
     * time as far as no quota is known. Takes nothing.
     *
     * @param place as of {@link #take}
     */
    default Duration timeFor(TargetRef place, Cost cost) {
        return Duration.ZERO;
    }

    /** What has come of the quotas so far. By default nothing. */
    default Usage usage() {
        return new Usage(0, Duration.ZERO);
    }

    /**
     * What has come of quotas.
     *
     * @param throttled how many calls the provider has refused since there were too many, those that were then tried again included
     * @param waited how long a quota had less than was asked of it, summed up over the quotas
     */
    record Usage(long throttled, Duration waited) {}

    /** Calls that have been paid for. */
    interface Grant {
        /** For so many steps, and nothing else known about them. */
        static Grant of(int steps) {
            return new Grant() {
                @Override
                public int steps() {
                    return steps;
                }

                @Override
                public Duration pause(int more) {
                    return Duration.ZERO;
                }

                @Override
                public void use(Runnable work) {
                    work.run();
                }
            };
        }

        /** For how many steps; none when their quota is used up. */
        int steps();

        /** When it makes sense to ask for so many more: how long that takes to come together. */
        Duration pause(int more);

        /** Runs work on this thread whose calls are paid for, also those of threads that it makes, and gives back what it does not use. To be called once. */
        void use(Runnable work);
    }
}
