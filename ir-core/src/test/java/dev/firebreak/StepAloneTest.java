package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.Guard;
import dev.firebreak.spi.GuardContext;
import dev.firebreak.spi.Intention;
import dev.firebreak.spi.Responder;
import dev.firebreak.spi.ResponderBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plan runs step by step from its JSON, as an engine that spreads it over processes does. */
class StepAloneTest {
    private final Switchboard board = new Switchboard();
    private Runnable whileLooking = () -> {};
    private final Responder responder = new Open()
            .provider(board)
            .guard(new Watching())
            .journal(InMemoryJournal.create())
            .sleeper(pause -> {})
            .open();

    private static final class Open extends ResponderBuilder<Open> {
        @Override
        protected Open self() {
            return this;
        }

        Responder open() {
            return responder();
        }
    }

    /** Asked while a step is looked at, and at nothing but itself. */
    private final class Watching implements Guard {
        @Override
        public String name() {
            return "watching";
        }

        @Override
        public Optional<String> refuse(Step step, GuardContext context) {
            whileLooking.run();
            return Optional.empty();
        }
    }

    /** Two switches; the second is turned off only behind the first. */
    private Plan plan() {
        board.switches.put("a", "on");
        board.switches.put("b", "on");
        Step first = Switchboard.step(Switchboard.ref("a")).build();
        Step second =
                Switchboard.step(Switchboard.ref("b")).addRequires(first.id()).build();
        Plan plan = responder.plan(
                Incident.of("IR-1"),
                List.of(Intention.of(new Switch("a"), List.of((target, context) -> List.of(first, second)))));
        return Plan.fromJson(plan.toJson());
    }

    private StepResult run(Plan plan, int step) {
        return responder.execute(plan, plan.digest(), plan.steps().get(step).id());
    }

    @Test
    void execute_stepByStep_endsAsTheWholePlan() {
        Plan plan = plan();

        assertThat(run(plan, 0).status()).isEqualTo(StepStatus.VERIFIED);
        assertThat(run(plan, 1).status()).isEqualTo(StepStatus.VERIFIED);

        assertThat(board.switches.values()).containsOnly("off");
        assertThat(responder.release("IR-1")).hasSize(2);
        assertThat(board.switches.values()).containsOnly("on");
    }

    @Test
    void execute_stepTwice_changesOnce() {
        Plan plan = plan();
        run(plan, 0);

        assertThat(run(plan, 0).status()).isEqualTo(StepStatus.VERIFIED);

        assertThat(board.changes).containsExactly("a=off");
    }

    @Test
    void execute_stepBeforeTheOneItRequires_isSkipped() {
        Plan plan = plan();

        assertThat(run(plan, 1).status()).isEqualTo(StepStatus.SKIPPED);

        assertThat(board.changes).isEmpty();
    }

    @Test
    void execute_behindACheckThatHeld_isDone() {
        board.switches.putAll(Map.of("a", "off", "b", "on"));
        Step check = Switchboard.step(Switchboard.ref("a")).effect(Effect.READ).build();
        Step change =
                Switchboard.step(Switchboard.ref("b")).addRequires(check.id()).build();
        Plan plan = responder.plan(
                Incident.of("IR-1"),
                List.of(Intention.of(new Switch("b"), List.of((target, context) -> List.of(check, change)))));

        assertThat(run(plan, 0).status()).isEqualTo(StepStatus.VERIFIED);
        assertThat(run(plan, 1).status()).isEqualTo(StepStatus.VERIFIED);
    }

    @Test
    void execute_requiredStepFailedSince_isSkipped() {
        Plan plan = plan();
        run(plan, 0);
        board.switches.remove("a");
        assertThat(run(plan, 0).status()).isEqualTo(StepStatus.FAILED);

        StepResult result = run(plan, 1);

        assertThat(result.status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(board.switches).containsEntry("b", "on");
    }

    @Test
    void execute_requiredStepWasReleased_isSkipped() {
        Plan plan = plan();
        run(plan, 0);
        responder.release("IR-1");

        assertThat(run(plan, 1).status()).isEqualTo(StepStatus.SKIPPED);
    }

    @Test
    void execute_processWithOnlyTheHandlerOfItsStep_runsIt() {
        board.switches.putAll(Map.of("a", "on", "b", "on"));
        board.kinds.add("board.dim");
        var journal = InMemoryJournal.create();
        Responder planner = new Open().provider(board).journal(journal).open();
        Step first = Switchboard.step(Switchboard.ref("a")).build();
        Step other = Step.builder("board.dim", Switchboard.ref("b"))
                .phase(Phase.CUT_OFF)
                .summary("Dim b")
                .build();
        Plan plan = planner.plan(
                Incident.of("IR-1"),
                List.of(Intention.of(new Switch("a"), List.of((target, context) -> List.of(first, other)))));
        board.kinds.remove("board.dim");
        Responder worker = new Open().provider(board).journal(journal).open();

        StepResult result = worker.execute(plan, plan.digest(), first.id());

        assertThat(result.status()).isEqualTo(StepStatus.VERIFIED);
        assertThatThrownBy(() -> worker.execute(plan, plan.digest(), other.id()))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("no handler is registered for 'board.dim'");
    }

    @Test
    void cancel_beforeTheChangeOfAStepAlone_skipsIt() {
        Plan plan = plan();
        whileLooking = () -> assertThat(responder.cancel("IR-1", "false alarm")).isTrue();

        StepResult result = run(plan, 0);

        assertThat(result.status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(result.message()).contains("false alarm");
        assertThat(board.changes).isEmpty();
    }

    @Test
    void execute_unknownStep_isRejected() {
        Plan plan = plan();

        assertThatThrownBy(() -> responder.execute(plan, plan.digest(), "off-000000000000"))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("no such step");
    }

    @Test
    void plan_equalStepsOfTwoTargets_waitForWhatEitherRequires() {
        board.switches.put("a", "on");
        board.switches.put("b", "on");
        board.switches.put("shared", "on");
        Step first = Switchboard.step(Switchboard.ref("a")).build();
        Step second = Switchboard.step(Switchboard.ref("b")).build();
        Step shared = Switchboard.step(Switchboard.ref("shared"))
                .addRequires(first.id())
                .build();
        Step same = Switchboard.step(Switchboard.ref("shared"))
                .addRequires(second.id())
                .build();

        Plan plan = responder.plan(
                Incident.of("IR-1"),
                List.of(
                        Intention.of(new Switch("a"), List.of((target, context) -> List.of(first, shared))),
                        Intention.of(new Switch("b"), List.of((target, context) -> List.of(second, same)))));

        assertThat(plan.steps()).extracting(Step::id).containsExactlyInAnyOrder(first.id(), second.id(), shared.id());
        assertThat(plan.step(shared.id()).orElseThrow().after()).contains(second.id());
    }
}
