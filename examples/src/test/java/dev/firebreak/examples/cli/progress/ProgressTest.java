package dev.firebreak.examples.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Incident;
import dev.firebreak.Phase;
import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.TargetRef;
import dev.firebreak.examples.cli.progress.Figures.Slowdown;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(7);
    private final AtomicLong throttled = new AtomicLong();
    private final AtomicReference<Duration> left = new AtomicReference<>(Duration.ZERO);
    private final List<Integer> asked = new ArrayList<>();
    private final Progress progress = new Progress(lines::add, false, nanos::get);

    private Quotas quotas() {
        var pace = new Pace() {
            @Override
            public Grant take(TargetRef place, Cost cost, int steps) {
                return Grant.of(steps);
            }

            @Override
            public Usage usage() {
                return new Usage(throttled.get(), Duration.ZERO);
            }
        };
        return new Quotas(pace, open -> {
            asked.add(open.size());
            return left.get();
        });
    }

    private static Plan plan(int targets) {
        var plan = Plan.builder().incident(Incident.of("IR-1")).createdAt(Instant.EPOCH);
        for (int index = 0; index < targets; index++) {
            var target = new TargetRef("board", "1", "", "switch", "s" + index);
            plan.addSteps(
                    Step.builder("board.off", target)
                            .phase(Phase.CUT_OFF)
                            .summary("Off " + index)
                            .build(),
                    Step.builder("board.tag", target)
                            .phase(Phase.TAGS)
                            .summary("Tag " + index)
                            .build());
        }
        return plan.build();
    }

    private void end(Step step, StepStatus status, int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        progress.accept(new StepResult(step, status, "", "", Instant.EPOCH));
    }

    @Test
    void accept_oneTarget_isALineForEachStepWithoutFigures() {
        Plan plan = plan(1);

        progress.begin(Tally.ofContaining(plan), quotas());
        plan.steps().forEach(step -> end(step, StepStatus.VERIFIED, 60));
        progress.close();

        assertThat(lines).containsExactly("VERIFIED Off 0", "VERIFIED Tag 0");
    }

    @Test
    void accept_severalTargets_isALineEveryFiveSecondsAndOneAtTheEnd() {
        Plan plan = plan(3);

        progress.begin(Tally.ofContaining(plan), quotas());
        end(plan.steps().get(0), StepStatus.VERIFIED, 2);
        end(plan.steps().get(1), StepStatus.FAILED, 2);
        throttled.set(4);
        end(plan.steps().get(2), StepStatus.FAILED, 1);
        end(plan.steps().get(3), StepStatus.VERIFIED, 1);
        end(plan.steps().get(4), StepStatus.UNCHANGED, 1);
        end(plan.steps().get(5), StepStatus.VERIFIED, 1);
        progress.close();

        assertThat(lines)
                .containsExactly(
                        "0 of 3 targets cut off; 0 of 6 steps, 0.0 a second",
                        "1 of 3 targets cut off, throttled 4 times; 3 of 6 steps, 0.6 a second, about 5 s left",
                        "2 of 3 targets cut off, throttled 4 times; 6 of 6 steps, 0.8 a second");
    }

    @Test
    void accept_quotaThatTakesLonger_tellsTimeLeftByQuotaAndAsksOnceASecond() {
        Plan plan = plan(3);
        left.set(Duration.ofSeconds(380));

        progress.begin(Tally.ofContaining(plan), quotas());
        end(plan.steps().get(0), StepStatus.VERIFIED, 0);
        end(plan.steps().get(1), StepStatus.VERIFIED, 0);
        end(plan.steps().get(2), StepStatus.VERIFIED, 5);

        assertThat(lines.get(1))
                .isEqualTo("2 of 3 targets cut off; 3 of 6 steps, 0.6 a second, at least 380 s left by quota");
        assertThat(asked).containsExactly(6, 3);
    }

    @Test
    void add_verifiedAndLaterUndone_countsOnceAndTheTargetNoMore() {
        Plan plan = plan(2);
        Step off = plan.steps().get(0);
        Tally tally = Tally.ofContaining(plan);

        plan.steps().forEach(step -> tally.add(new StepResult(step, StepStatus.VERIFIED, "", "", Instant.EPOCH)));
        tally.add(new StepResult(off, StepStatus.UNDONE, "", "", Instant.EPOCH));

        assertThat(tally.figures(Slowdown.NONE, Duration.ofSeconds(4)).inWords())
                .isEqualTo("1 of 2 targets cut off; 4 of 4 steps, 1.0 a second");
    }

    @Test
    void ofReleasing_driftedAndNeverBegun_countsWhatWasBegun() {
        Plan plan = plan(3);
        List<Step> begun = plan.steps().subList(0, 4);
        Tally tally = Tally.ofReleasing(
                plan, begun.stream().map(ProgressTest::intended).toList());

        for (Step step : begun) {
            StepStatus status = step.summary().equals("Tag 1") ? StepStatus.DRIFTED : StepStatus.REVERTED;
            tally.add(new StepResult(step, status, "", "", Instant.EPOCH));
        }

        assertThat(tally.figures(Slowdown.NONE, Duration.ofSeconds(2)).inWords())
                .isEqualTo("1 of 2 targets released; 4 of 4 steps, 2.0 a second");
    }

    private static JournalRecord intended(Step step) {
        return new JournalRecord(
                1, Instant.EPOCH, "IR-1", "step-intended", step.id(), CanonicalJson.object(), JournalRecord.NO_HASH);
    }

    @Test
    void barDisplay_onATerminal_showsStepsRateAndTargets() {
        var shown = new ArrayList<String>();
        Tally tally = Tally.ofContaining(plan(2));
        var bar = new BarDisplay(
                tally.figures(Slowdown.NONE, Duration.ZERO), new DelegatingProgressBarConsumer(shown::add, 160));

        plan(2).steps().stream()
                .limit(3)
                .forEach(step -> tally.add(new StepResult(step, StepStatus.VERIFIED, "", "", Instant.EPOCH)));
        bar.show(tally.figures(new Slowdown(3, Duration.ofSeconds(40)), Duration.ofSeconds(1)));
        bar.close();

        assertThat(shown.get(shown.size() - 1))
                .contains("75%", "3/4", "/s", "2 of 2 targets cut off, throttled 3 times, at least 40 s left by quota");
    }
}
