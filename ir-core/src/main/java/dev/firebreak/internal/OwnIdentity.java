package dev.firebreak.internal;

import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.Guard;
import dev.firebreak.spi.GuardContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Refuses to contain the identity that this process acts with, or the instance that it runs on. */
public final class OwnIdentity implements Guard {
    @Override
    public String name() {
        return "own-identity";
    }

    @Override
    public Optional<String> refuse(Step step, GuardContext context) {
        var own = new HashSet<>(context.callers(step.resource()));
        List<TargetRef> touched = new ArrayList<>(step.affects());
        touched.add(step.target());
        touched.add(step.resource());
        return touched.stream()
                .filter(own::contains)
                .findFirst()
                .map(self -> "it would contain " + self + ", which this process acts as; use other credentials");
    }
}
