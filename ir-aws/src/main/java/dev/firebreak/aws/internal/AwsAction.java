package dev.firebreak.aws.internal;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.spi.PlanContext;
import java.util.List;

/** Plans one action with the clients of the provider. */
@FunctionalInterface
public interface AwsAction<T extends Target> {
    List<Step> plan(T target, PlanContext context, Clients clients);
}
