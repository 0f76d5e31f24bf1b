package dev.firebreak.internal;

import dev.firebreak.spi.Engine.Work;
import dev.firebreak.spi.Pace.Grant;
import java.util.List;

/** Looks once more at steps that were verified. */
record LastLook(PlanWork plan) implements Work {
    @Override
    public void prepare(List<String> ids) {
        plan.lookAgain(ids);
    }

    @Override
    public Grant admit(List<String> ids) {
        return Grant.of(ids.size());
    }

    @Override
    public void run(List<String> ids) {
        // Looking is all.
    }
}
