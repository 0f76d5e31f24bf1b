package dev.firebreak.internal;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.Engine.Place;

/** Where steps run, and how urgent they are: what stops an attacker anywhere goes before all else. */
final class Places {
    private Places() {}

    static Place of(Step step, CheckedHandler<?> handler) {
        return handler.place(step, lane(step.resource()), urgency(step.phase()));
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
