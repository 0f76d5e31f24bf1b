package dev.firebreak.telemetry;

import dev.firebreak.Incident;
import dev.firebreak.Plan;
import dev.firebreak.Step;
import java.time.Instant;
import java.util.List;

/** What a responder is doing for an incident. The same object stands for the same activity; equal ones may be others. */
public sealed interface Activity {
    /** The incident. */
    Incident incident();

    /** Makes a plan; reads only. */
    record Planning(Incident incident) implements Activity {}

    /**
     * Runs a plan, or one step of it alone.
     *
     * @param startedAt when it began, by the responder's clock
     */
    record Running(Plan plan, Instant startedAt) implements Activity {
        @Override
        public Incident incident() {
            return plan.incident();
        }
    }

    /**
     * Takes changes back.
     *
     * @param changes how many there are to take back
     */
    record Releasing(Incident incident, int changes) implements Activity {}

    /**
     * A part of one of the others, on the thread that does it.
     *
     * @param whole what it is a part of
     * @param steps the steps, all of one kind, that it is about; none when it reads for all
     */
    record Part(Activity whole, Stage stage, List<Step> steps) implements Activity {
        /** As above. */
        public Part {
            steps = List.copyOf(steps);
        }

        @Override
        public Incident incident() {
            return whole.incident();
        }
    }

    /** What is done in a part. */
    enum Stage {
        /** Reads the state before a change, or what guards ask. */
        LOOK,
        /** Changes, and reads back. */
        CHANGE,
        /** Reads once more, at the end of a run, what was verified. */
        CHECK,
        /** Takes back, and reads back. */
        RELEASE
    }
}
