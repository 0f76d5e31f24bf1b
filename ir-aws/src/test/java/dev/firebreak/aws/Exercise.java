package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.StepResult;
import dev.firebreak.journal.InMemoryJournal;

/** One containment of one world, to be tried under faults; and what is really so in that world. */
abstract class Exercise implements AutoCloseable {
    final Rehearsal rehearsal = new Rehearsal();
    final Containment containment = rehearsal.containment(InMemoryJournal.create());

    abstract ContainmentPlan plan();

    /** Whether what the step is to bring about is so, seen without the library's own eyes. */
    abstract boolean holds(StepResult result);

    /** The world, comparable: all of it that a release takes back. */
    abstract Object world();

    @Override
    public void close() {
        rehearsal.close();
    }
}
