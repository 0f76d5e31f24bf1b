package dev.firebreak.testkit.service;

import dev.firebreak.testkit.world.Caller;

/** Finds who makes a call. */
final class Callers {
    private Callers() {}

    /** The identity behind the key that signed; a key unknown to this world, which the pipeline let pass, is the root user's. */
    static Caller of(Call call) {
        return call.world()
                .caller(call.accessKeyId())
                .orElseGet(() -> Caller.root(call.account().id()));
    }
}
