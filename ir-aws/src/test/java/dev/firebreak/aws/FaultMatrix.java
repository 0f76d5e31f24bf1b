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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of fault at the first call of every operation that a containment calls: the report says what is so, a resumed run
 * completes it, and a release gives the world back.
 *
 * <p>The SDK does not retry here, so that no fault is hidden; what a retry makes of a fault is seen where it is asked for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultMatrix {
    private static final String ATTEMPTS = "aws.maxAttempts";

    private final Optional<String> attempts = Optional.ofNullable(System.getProperty(ATTEMPTS));

    abstract Exercise exercise();

    /** How often the SDK sends a call. */
    int attempts() {
        return 1;
    }

    @BeforeAll
    void limitAttempts() {
        System.setProperty(ATTEMPTS, Integer.toString(attempts()));
    }

    @AfterAll
    void restoreAttempts() {
        attempts.ifPresentOrElse(value -> System.setProperty(ATTEMPTS, value), () -> System.clearProperty(ATTEMPTS));
    }

    List<Arguments> faultsOfContainment() {
        try (Exercise clean = exercise()) {
            assertThat(clean.plan().execute().isContained()).isTrue();
            return arguments(clean);
        }
    }

    List<Arguments> faultsOfRelease() {
        try (Exercise clean = exercise()) {
            ContainmentReport report = clean.plan().execute();
            clean.rehearsal.fake.clearCalls();
            assertThat(report.release().isRestored()).isTrue();
            return arguments(clean);
        }
    }

    private List<Arguments> arguments(Exercise clean) {
        return clean.calledOperations().stream()
                .flatMap(operation -> kinds().stream()
                        .filter(kind -> !kind.isAboutPages() || isPaged(clean, operation))
                        .filter(kind -> !kind.mattersToChangesAlone() || !isRead(operation))
                        .map(kind -> Arguments.of(operation, kind)))
                .toList();
    }

    List<FaultKind> kinds() {
        return List.of(FaultKind.values());
    }

    private static boolean isRead(String operation) {
        return operation.matches("\\w+ (Describe|Get|List)\\w+");
    }

    private static boolean isPaged(Exercise exercise, String operation) {
        try {
            exercise.fault(operation, FaultKind.PAGE_EMPTY);
            return true;
        } catch (IllegalArgumentException answersAllAtOnce) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("faultsOfContainment")
    void execute_fault_isReportedAsItIsAndResumedAndReleased(String operation, FaultKind kind) {
        try (Exercise exercise = exercise()) {
            Object before = exercise.world();
            exercise.fault(operation, kind);

            ContainmentReport report = executed(exercise, before);

            assertTruth(exercise, report.results());
            exercise.mend();
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
            exercise.fault(operation, kind);
            ContainmentReport report = executed(exercise, before);
            exercise.mend();

            assertRestored(exercise, report.release(), before);
        }
    }

    @ParameterizedTest
    @MethodSource("faultsOfRelease")
    void release_fault_isReportedAsItIsAndDoneAgain(String operation, FaultKind kind) {
        try (Exercise exercise = exercise()) {
            Object before = exercise.world();
            exercise.plan().execute();
            exercise.fault(operation, kind);

            ReleaseReport report = exercise.containment.release("IR-1");

            exercise.mend();
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
            exercise.mend();
            assertThat(exercise.world()).isEqualTo(before);
            plan = exercise.plan();
        }
        return plan.execute();
    }

    private static void assertTruth(Exercise exercise, List<StepResult> results) {
        exercise.mend();
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
