package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.journal.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Runs are held, stopped before their next change, and gone on with. */
class RunControlTest {
    private final Switchboard board = new Switchboard();
    private final Journal journal = InMemoryJournal.create();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private Containment.Builder oneAtATime() {
        return Containment.builder()
                .provider(board)
                .journal(journal)
                .clock(new TestClock())
                .sleeper(pause -> {})
                .parallelism(1);
    }

    private ContainmentPlan plan(Containment containment) {
        board.switches.put("a", "on");
        board.switches.put("b", "on");
        return containment
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .contain(new Switch("b"), turnOff())
                .plan();
    }

    private static List<StepStatus> statuses(ContainmentReport report) {
        return report.results().stream().map(StepResult::status).toList();
    }

    @Test
    void cancel_duringFirstChange_finishesItAndSkipsTheRest() {
        Containment containment = oneAtATime().build();
        ContainmentPlan plan = plan(containment);
        board.beforeChange =
                id -> assertThat(containment.cancel("IR-1", "false alarm")).isTrue();

        ContainmentReport report = plan.execute();

        assertThat(statuses(report)).containsExactly(StepStatus.VERIFIED, StepStatus.SKIPPED);
        assertThat(report.results().get(1).message()).contains("cancelled").contains("false alarm");
        assertThat(report.isContained()).isFalse();
        assertThat(board.changes).hasSize(1);
    }

    @Test
    void resume_afterCancel_doesTheRest() {
        Containment containment = oneAtATime().build();
        ContainmentPlan plan = plan(containment);
        board.beforeChange = id -> containment.cancel("IR-1", "wait");
        plan.execute();
        board.beforeChange = id -> {};

        ContainmentReport report = containment.resume("IR-1");

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(board.changes).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void cancel_nothingUnderWay_saysSo() {
        assertThat(oneAtATime().build().cancel("IR-1", "too late")).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // A caller who forgets the reason.
    void cancel_withoutReason_isRefused() {
        Containment containment = oneAtATime().build();
        ContainmentPlan plan = plan(containment);
        board.beforeChange = id -> assertThatThrownBy(() -> containment.cancel("IR-1", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("reason");

        assertThat(plan.execute().isContained()).isTrue();
    }

    @Test
    void execute_interruptedWhileAChangeIsNotVisible_saysSo() {
        ContainmentPlan plan = plan(oneAtATime()
                .sleeper(pause -> {
                    throw new InterruptedException();
                })
                .build());
        board.afterChange = id -> board.switches.put(id, "on");

        ContainmentReport report = plan.execute();

        assertThat(Thread.interrupted()).as("the engine's threads were").isFalse();
        assertThat(report.results().get(0).status()).isEqualTo(StepStatus.UNVERIFIED);
        assertThat(report.results().get(0).message())
                .isEqualTo("the change is not visible yet, and the wait was interrupted");
    }

    @Test
    void pause_duringFirstChange_holdsTheSecondUntilProceed() throws InterruptedException {
        Containment containment = oneAtATime().build();
        ContainmentPlan plan = plan(containment);
        var firstDone = new CountDownLatch(1);
        board.beforeChange = id -> {
            if (board.changes.isEmpty()) {
                containment.pause("IR-1");
            }
        };
        board.afterChange = id -> firstDone.countDown();
        var report = new AtomicReference<ContainmentReport>();
        var thread = new Thread(() -> report.set(plan.execute()));
        thread.start();
        assertThat(firstDone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(board.changes).hasSize(1);

        assertThat(containment.proceed("IR-1")).isTrue();
        thread.join(10_000);

        assertThat(report.get().isContained()).isTrue();
    }

    @Test
    void deadline_passedDuringFirstChange_skipsTheRest() {
        ContainmentPlan plan = plan(oneAtATime().deadline(Duration.ofMinutes(5)).build());
        board.afterChange = id -> now.set(Instant.EPOCH.plus(Duration.ofMinutes(6)));

        ContainmentReport report = plan.execute();

        assertThat(statuses(report)).containsExactly(StepStatus.VERIFIED, StepStatus.SKIPPED);
        assertThat(report.results().get(1).message()).contains("deadline of PT5M");
    }

    @Test
    void stepDeadline_passedBeforeTheChange_skipsTheStep() {
        Containment containment =
                oneAtATime().stepDeadline(Duration.ofSeconds(30)).build();
        ContainmentPlan plan = plan(containment);
        board.afterChange = id -> now.set(Instant.EPOCH.plus(Duration.ofMinutes(1)));

        ContainmentReport report = plan.execute();

        assertThat(statuses(report)).contains(StepStatus.VERIFIED, StepStatus.SKIPPED);
    }

    @Test
    void execute_changedBackBehindTheReading_isReportedAsUndone() {
        Containment containment = oneAtATime()
                .onStep(result -> {
                    if (result.status() == StepStatus.VERIFIED
                            && result.step().resource().id().equals("a")) {
                        board.switches.put("a", "on");
                    }
                })
                .build();

        ContainmentReport report = plan(containment).execute();

        assertThat(statuses(report)).containsExactly(StepStatus.UNDONE, StepStatus.VERIFIED);
        assertThat(report.isContained()).isFalse();
        assertThat(report.results().get(0).message()).contains("changed it back");
    }

    @Test
    void resume_afterUndone_mendsIt() {
        Containment attacked = oneAtATime()
                .onStep(result -> {
                    if (result.status() == StepStatus.VERIFIED) {
                        board.switches.put(result.step().resource().id(), "on");
                    }
                })
                .build();
        plan(attacked).execute();

        ContainmentReport report = oneAtATime().build().resume("IR-1");

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(board.switches.values()).containsOnly("off");
        assertThat(oneAtATime().build().release("IR-1").isRestored()).isTrue();
        assertThat(board.switches.values()).containsOnly("on");
    }
}
