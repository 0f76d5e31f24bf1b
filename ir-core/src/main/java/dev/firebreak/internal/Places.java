package dev.firebreak.internal;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.Engine.Place;
import dev.firebreak.spi.StepHandler;

/** Where steps run, and how urgent they are: what stops an attacker anywhere goes before all else. */
final class Places {
    private Places() {}

    static Place of(Step step, StepHandler<?> handler) {
        String lane = lane(step.resource());
        return handler instanceof BatchHandler<?> many
                ? new Place(
                        lane,
                        urgency(step.phase()),
                        step.kind() + " " + new CheckedHandler<>(many).batch(step),
                        many.batchSize(),
                        many.spacing())
                : Place.alone(lane, urgency(step.phase()));
    }

    /** Quotas are of an account and a Region. */
    static String lane(TargetRef resource) {
        return resource.provider() + ":" + resource.account() + ":" + resource.region();
    }

    private static int urgency(Phase phase) {
        return switch (phase) {
            case CUT_OFF -> 0;
            case CREDENTIALS -> 1;
            case VOLATILE_EVIDENCE -> 2;
            case PROTECTION -> 3;
            case PERSISTENT_EVIDENCE -> 4;
            case TAGS -> 5;
        };
    }
}
