package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.Effect;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.ReleaseReport;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of fault at the first call of every operation that a containment calls: the report says what is so, a resumed run
 * completes it, and a release gives the world back.
 */
abstract class FaultMatrix extends InjectedFaults {
    abstract Exercise exercise();

    List<Arguments> faultsOfContainment() {
        try (Exercise clean = exercise()) {
            assertThat(clean.plan().execute().isContained()).isTrue();
            return faultsOf(clean.rehearsal.fake);
        }
    }

    List<Arguments> faultsOfRelease() {
        try (Exercise clean = exercise()) {
            ContainmentReport report = clean.plan().execute();
            clean.rehearsal.fake.clearCalls();
            assertThat(report.release().isRestored()).isTrue();
            return faultsOf(clean.rehearsal.fake);
        }
    }

    @ParameterizedTest
    @MethodSource("faultsOfContainment")
    void execute_fault_isReportedAsItIsAndResumedAndReleased(String operation, FaultKind kind) {
        try (Exercise exercise = exercise()) {
            Object before = exercise.world();
            kind.show(exercise.rehearsal.fake, operation);

            ContainmentReport report = executed(exercise, before);

            assertTruth(exercise, report.results());
            FaultKind.mend(exercise.rehearsal.fake);
            ContainmentReport resumed = exercise.containment.resume("IR-1");
            assertThat(resumed.isContained()).as(resumed::describe).isTrue();
            assertTruth(exercise, resumed.results());
            assertRestored(exercise, resumed.release(), before);
        }
    }

    @ParameterizedTest
    @MethodSource("faultsOfContainment")
    void release_afterFault_restoresTheWorld(String operation, FaultKind kind) {
        try (Exercise exercise = exercise()) {
            Object before = exercise.world();
            kind.show(exercise.rehearsal.fake, operation);
            ContainmentReport report = executed(exercise, before);
            FaultKind.mend(exercise.rehearsal.fake);

            assertRestored(exercise, report.release(), before);
        }
    }

    @ParameterizedTest
    @MethodSource("faultsOfRelease")
    void release_fault_isReportedAsItIsAndDoneAgain(String operation, FaultKind kind) {
        try (Exercise exercise = exercise()) {
            Object before = exercise.world();
            exercise.plan().execute();
            kind.show(exercise.rehearsal.fake, operation);

            ReleaseReport report = exercise.containment.release("IR-1");

            FaultKind.mend(exercise.rehearsal.fake);
            if (report.isRestored()) {
                assertThat(exercise.world()).as(report::describe).isEqualTo(before);
            }
            assertRestored(exercise, exercise.containment.release("IR-1"), before);
        }
    }

    /** A fault may keep a plan from being made; then it changed nothing, and is made again. */
    private static ContainmentReport executed(Exercise exercise, Object before) {
        ContainmentPlan plan;
        try {
            plan = exercise.plan();
        } catch (PlanRejectedException faulty) {
            FaultKind.mend(exercise.rehearsal.fake);
            assertThat(exercise.world()).isEqualTo(before);
            plan = exercise.plan();
        }
        return plan.execute();
    }

    private static void assertTruth(Exercise exercise, List<StepResult> results) {
        FaultKind.mend(exercise.rehearsal.fake);
        for (StepResult result : results) {
            boolean holds = exercise.holds(result);
            if (result.status().succeeded()) {
                assertThat(holds).as("%s, but it is not so", result).isTrue();
            }
            boolean didNothing = result.status() == StepStatus.FAILED || result.status() == StepStatus.SKIPPED;
            if (didNothing && result.step().effect() != Effect.READ) { // a look that failed says nothing of the world
                assertThat(holds).as("%s, but it is so", result).isFalse();
            }
        }
    }

    private static void assertRestored(Exercise exercise, ReleaseReport release, Object before) {
        assertThat(release.isRestored()).as(release::describe).isTrue();
        assertThat(exercise.world()).as(release::describe).isEqualTo(before);
    }
}
