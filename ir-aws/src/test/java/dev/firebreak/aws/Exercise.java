package dev.firebreak.aws;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.StepResult;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.pipeline.CallRecord;
import dev.firebreak.testkit.quota.Quotas;
import java.util.List;

/** One containment of one world, to be tried under faults; and what is really so in that world. */
abstract class Exercise implements AutoCloseable {
    final Rehearsal rehearsal = new Rehearsal();
    final Containment containment = rehearsal.containment(InMemoryJournal.create());

    abstract ContainmentPlan plan();

    /** Whether what the step is to bring about is so, seen without the library's own eyes. */
    abstract boolean holds(StepResult result);

    /** The world, comparable. */
    abstract Object world();

    /** The operations called so far, such as {@code ec2 DescribeInstances}. */
    final List<String> calledOperations() {
        return rehearsal.fake.calls().stream()
                .map((CallRecord call) -> call.service() + " " + call.operation())
                .distinct()
                .sorted()
                .toList();
    }

    /** Shows the fault at the next call of the operation. */
    final void fault(String operation, FaultKind kind) {
        String[] parts = operation.split(" ");
        kind.show(rehearsal.fake, parts[0], parts[1]);
    }

    /** Ends all faults. */
    final void mend() {
        rehearsal.fake.quotas(Quotas.none()).faults().clear();
    }

    @Override
    public void close() {
        rehearsal.close();
    }
}
