package dev.firebreak.testkit.attack;

import java.util.function.Consumer;

/** A move that a test tells in a few words. */
record ScriptedMove(String name, Consumer<Foothold> script) implements Move {
    @Override
    public void attempt(Foothold foothold) {
        script.accept(foothold);
    }
}
