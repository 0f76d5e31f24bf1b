package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one process does for an incident at once: nothing twice, and nothing is taken back that is still being done. */
@Timeout(60)
class UnderWayTest {
    private final Switchboard board = new Switchboard();
    private final Containment containment = Containment.builder()
            .provider(board)
            .journal(InMemoryJournal.create())
            .sleeper(pause -> {})
            .build();

    @BeforeEach
    void switchOn() {
        board.switches.put("a", "on");
        board.switches.put("b", "on");
    }

    private ContainmentPlan plan(String incident, String id) {
        return containment.incident(incident).contain(new Switch(id), turnOff()).plan();
    }

    private static void assertInTheWay(ThrowingCallable call, String reason) {
        assertThatThrownBy(call)
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("IR-1 now: " + reason)
                .hasMessageEndingWith("(cancel it, or wait until it has ended)");
    }

    @Test
    void release_whileARunIsUnderWay_isRefused() {
        board.beforeChange = id -> assertInTheWay(
                () -> containment.release("IR-1"), "a run is under way, whose changes a release would miss");

        assertThat(plan("IR-1", "a").execute().isContained()).isTrue();
        board.beforeChange = id -> {};
        assertThat(containment.release("IR-1").isRestored()).isTrue();
    }

    @Test
    void execute_whileAReleaseIsUnderWay_isRefused() {
        ContainmentPlan plan = plan("IR-1", "a");
        plan.execute();
        board.beforeChange = id -> assertInTheWay(plan::execute, "a release is under way");

        assertThat(containment.release("IR-1").isRestored()).isTrue();
        assertThat(board.switches).containsEntry("a", "on");
    }

    @Test
    void executeStep_whileAReleaseIsUnderWay_isRefused() {
        ContainmentPlan plan = plan("IR-1", "a");
        plan.execute();
        String step = plan.plan().steps().get(0).id();
        board.beforeChange =
                id -> assertInTheWay(() -> plan.executeStep(plan.digest(), step), "a release is under way");

        assertThat(containment.release("IR-1").isRestored()).isTrue();
    }

    @Test
    void release_whileAReleaseIsUnderWay_isRefused() {
        plan("IR-1", "a").execute();
        board.beforeChange = id -> assertInTheWay(() -> containment.release("IR-1"), "a release is under way");

        assertThat(containment.release("IR-1").isRestored()).isTrue();
    }

    @Test
    void execute_whileTheSamePlanIsRun_isRefused() {
        ContainmentPlan plan = plan("IR-1", "a");
        board.beforeChange = id -> assertInTheWay(plan::execute, "the same plan is being run");

        assertThat(plan.execute().isContained()).isTrue();
        assertThat(board.changes).containsExactly("a=off");
    }

    @Test
    void execute_whileAnotherPlanOfTheIncidentIsRun_runsBesideIt() {
        ContainmentPlan other = plan("IR-1", "b");
        board.beforeChange = id -> {
            if (id.equals("a")) {
                assertThat(other.execute().isContained()).isTrue();
            }
        };

        assertThat(plan("IR-1", "a").execute().isContained()).isTrue();
        assertThat(board.switches.values()).containsOnly("off");
    }

    @Test
    void execute_whileAnotherIncidentIsReleased_runsBesideIt() {
        plan("IR-1", "a").execute();
        ContainmentPlan other = plan("IR-2", "b");
        board.beforeChange = id -> {
            if (id.equals("a")) {
                assertThat(other.execute().isContained()).isTrue();
            }
        };

        assertThat(containment.release("IR-1").isRestored()).isTrue();
        assertThat(board.switches).containsEntry("a", "on").containsEntry("b", "off");
    }

    /** A step alone whose change is held, and another one for its resource. */
    private final class Held {
        final ContainmentPlan plan = containment
                .incident("IR-1")
                .contain(
                        new Switch("a"),
                        (target, context) -> List.of(
                                Switchboard.step(Switchboard.ref("a")).build(),
                                Switchboard.step(Switchboard.ref("a"))
                                        .putParameters("again", "yes")
                                        .build()))
                .plan();
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final CompletableFuture<StepStatus> first = new CompletableFuture<>();
        final CompletableFuture<StepStatus> second = new CompletableFuture<>();
        final Thread waiting = new Thread(() -> complete(second, 1));

        Held() throws InterruptedException {
            var changing = new CountDownLatch(1);
            board.beforeChange = id -> {
                changing.countDown();
                assertThat(holds(mayGoOn)).isTrue();
            };
            new Thread(() -> complete(first, 0)).start();
            assertThat(holds(changing)).isTrue();
            waiting.start();
            while (waiting.getState() != Thread.State.WAITING) {
                Thread.sleep(5);
            }
        }

        private void complete(CompletableFuture<StepStatus> result, int step) {
            try {
                result.complete(plan.executeStep(
                                plan.digest(), plan.plan().steps().get(step).id())
                        .status());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        private static boolean holds(CountDownLatch latch) {
            try {
                return latch.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    @Test
    void executeStep_whileAnotherOfItsResourceIsRunAlone_waitsForIt() throws Exception {
        var held = new Held();
        assertThat(held.second).isNotDone();

        held.mayGoOn.countDown();

        assertThat(held.first.get(30, TimeUnit.SECONDS)).isEqualTo(StepStatus.VERIFIED);
        assertThat(held.second.get(30, TimeUnit.SECONDS)).isEqualTo(StepStatus.UNCHANGED);
        assertThat(board.changes).containsExactly("a=off");
    }

    @Test
    void cancel_whileAStepWaits_skipsIt() throws Exception {
        var held = new Held();

        board.afterChange = id -> board.switches.put("a", "on");

        assertThat(containment.cancel("IR-1", "false alarm")).isTrue();
        held.mayGoOn.countDown();

        assertThat(held.first.get(30, TimeUnit.SECONDS)).isEqualTo(StepStatus.UNVERIFIED);
        assertThat(held.second.get(30, TimeUnit.SECONDS)).isEqualTo(StepStatus.SKIPPED);
        assertThat(board.changes).containsExactly("a=off");
    }

    @Test
    void executeStep_interruptedWhileItWaits_isRejected() throws Exception {
        var held = new Held();

        held.waiting.interrupt();

        assertThatThrownBy(() -> held.second.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("interrupted while waiting");
        held.mayGoOn.countDown();
        assertThat(held.first.get(30, TimeUnit.SECONDS)).isEqualTo(StepStatus.VERIFIED);
    }
}
