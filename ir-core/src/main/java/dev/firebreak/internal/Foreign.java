package dev.firebreak.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls into code of others, who may throw what they were not to. */
public final class Foreign {
    private Foreign() {}

    /**
     * What the call answers.
     *
     * @param what whose call it is, for the message
     * @throws RuntimeException what the call threw; anything else that it threw, checked or not, is its cause
     * @throws VirtualMachineError when something is wrong with this process, but for a stack that is too deep
     */
    public static <V> @Nullable V call(String what, Supplier<@Nullable V> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
                throw error;
            }
            throw new IllegalStateException(what + " threw " + e, e);
        }
    }

    /** Runs the call, as {@link #call(String, Supplier)} does. */
    public static void run(String what, Runnable call) {
        call(what, () -> {
            call.run();
            return null;
        });
    }
}
