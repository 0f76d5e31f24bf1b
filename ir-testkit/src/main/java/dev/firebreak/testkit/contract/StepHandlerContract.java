package dev.firebreak.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.Effect;
import dev.firebreak.JournalException;
import dev.firebreak.ReleaseReport;
import dev.firebreak.StepStatus;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.journal.Journal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every action and its handlers must keep: planning only reads, running twice changes once, a step comes out the same alone as
 * with others, a crash between any two journal records is survived, a release restores exactly, and drift is left alone.
 *
 * <p>The action under test must be reversible, and change something in the world that {@link #begin} makes.
 */
public abstract class StepHandlerContract {
    /** Makes the world anew, as it was before every earlier call. */
    protected abstract void begin();

    /** A containment of that world, over this journal, that waits for nothing for long. */
    protected abstract Containment containment(Journal journal);

    /** Plans the action under test, for the incident {@code IR-1}. */
    protected abstract ContainmentPlan plan(Containment containment);

    /** The world as a value that equals another only when the worlds are the same to all who use them. */
    protected abstract Object world();

    /** Changes a resource that the action has changed, as somebody else would. */
    protected abstract void drift();

    @BeforeEach
    void beginWorld() {
        begin();
    }

    private Containment fresh() {
        return containment(InMemoryJournal.create());
    }

    @Test
    void plan_action_changesNothing() {
        Object before = world();

        ContainmentPlan plan = plan(fresh());

        assertThat(plan.plan().steps()).isNotEmpty();
        assertThat(world()).isEqualTo(before);
    }

    @Test
    void plan_throughJson_hasTheSameDigest() {
        Containment containment = fresh();
        ContainmentPlan plan = plan(containment);

        assertThat(containment.load(plan.toJson()).digest()).isEqualTo(plan.digest());
    }

    @Test
    void execute_action_isContainedAndVisible() {
        Object before = world();

        ContainmentReport report = plan(fresh()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(world()).isNotEqualTo(before);
    }

    @Test
    void execute_again_changesNothingMore() {
        Containment containment = fresh();
        plan(containment).execute();
        Object after = world();

        ContainmentReport again = plan(containment).execute();

        assertThat(again.isContained()).as(again::describe).isTrue();
        assertThat(world()).isEqualTo(after);
    }

    @Test
    void executeStep_eachAlone_endsAsTheWholePlan() {
        plan(fresh()).execute();
        Object contained = world();
        begin();

        ContainmentPlan plan = plan(fresh());
        plan.plan().steps().forEach(step -> plan.executeStep(plan.digest(), step.id()));

        assertThat(world()).isEqualTo(contained);
    }

    @Test
    void release_afterExecute_restoresTheWorld() {
        Object before = world();

        ReleaseReport release = plan(fresh()).execute().release();

        assertThat(release.isRestored()).as(release::describe).isTrue();
        assertThat(world()).isEqualTo(before);
    }

    @Test
    void resume_afterCrashBeforeAnyRecord_endsAsIfNothingHadHappened() {
        Object before = world();
        plan(fresh()).execute();
        Object contained = world();
        boolean crashed = true;
        for (int records = 2; crashed; records++) {
            begin();
            Journal journal = InMemoryJournal.create();
            crashed = crash(journal, records);

            ContainmentReport report = containment(journal).resume("IR-1");

            assertThat(report.isContained())
                    .as("after %d records: %s", records, report.describe())
                    .isTrue();
            assertThat(world()).as("after %d records", records).isEqualTo(contained);
            assertThat(containment(journal).release("IR-1").isRestored())
                    .as("after %d records", records)
                    .isTrue();
            assertThat(world()).as("after %d records", records).isEqualTo(before);
        }
    }

    @Test
    void release_afterCrashBeforeAnyRecord_restoresTheWorld() {
        Object before = world();
        boolean crashed = true;
        for (int records = 2; crashed; records++) {
            begin();
            Journal journal = InMemoryJournal.create();
            crashed = crash(journal, records);

            ReleaseReport release = containment(journal).release("IR-1");

            assertThat(release.isRestored())
                    .as("after %d records: %s", records, release.describe())
                    .isTrue();
            assertThat(world()).as("after %d records", records).isEqualTo(before);
        }
    }

    private boolean crash(Journal journal, int records) {
        var interrupted = InterruptedJournal.after(records, journal, () -> {
            throw new JournalException("the process is dead");
        });
        ContainmentPlan plan = plan(containment(interrupted));
        assertThatCode(plan::execute)
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(JournalException.class));
        return interrupted.interrupted();
    }

    @Test
    void release_driftedResource_isLeftAlone() {
        ContainmentReport report = plan(fresh()).execute();
        drift();
        Object drifted = world();

        ReleaseReport release = report.release();

        assertThat(release.isRestored()).as(release::describe).isFalse();
        assertThat(release.results()).anyMatch(result -> result.status() == StepStatus.DRIFTED);
        if (report.plan().steps().stream()
                        .filter(step -> step.effect() == Effect.CHANGE)
                        .count()
                == 1) {
            assertThat(world()).isEqualTo(drifted);
        }
    }
}
