package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.StepContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the author of an action gets wrong fails its own steps, says so, and stops no others. */
class HandlerMistakesTest {
    private static final String KIND = "app.lamp";

    private final Switchboard board = new Switchboard();
    private final InMemoryJournal journal = InMemoryJournal.create();

    /** Whether each lamp is lit. */
    private final Map<String, Boolean> lit = new ConcurrentHashMap<>();

    private record Lamp(boolean lit) {}

    private record Marks(int[] marks) {}

    private record Label(Optional<String> text) {}

    private record Name(String text) {}

    /** A handler that does well, but for what a test replaces. */
    private class Lamps<S> implements BatchHandler<S> {
        private final Class<S> type;
        private final Function<Boolean, S> state;
        Predicate<Boolean> verify = lit -> !lit;
        UnaryOperator<Map<String, RuntimeException>> failures = thrown -> thrown;
        Runnable whileApplying = () -> {};
        Function<S, Map<String, S>> seenTogether = one -> Map.of();
        Function<Step, String> batch = step -> "";
        int batchSize = 10;

        Lamps(Class<S> type, Function<Boolean, S> state) {
            this.type = type;
            this.state = state;
        }

        private boolean isLit(StepContext context) {
            return Objects.requireNonNull(lit.get(context.step().resource().id()));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Class<S> stateType() {
            return type;
        }

        @Override
        public int batchSize() {
            return batchSize;
        }

        @Override
        public String batch(Step step) {
            return batch.apply(step);
        }

        @Override
        public S observe(StepContext context) {
            return state.apply(isLit(context));
        }

        @Override
        public Map<String, S> observeAll(List<StepContext> contexts) {
            return seenTogether.apply(observe(contexts.get(0)));
        }

        @Override
        public void apply(StepContext context, S before) {
            whileApplying.run();
            lit.put(context.step().resource().id(), false);
        }

        @Override
        public Map<String, RuntimeException> applyAll(Map<StepContext, S> before) {
            return failures.apply(BatchHandler.super.applyAll(before));
        }

        @Override
        public boolean verify(StepContext context, S now) {
            return verify.test(isLit(context));
        }

        @Override
        public void revert(StepContext context, S before, S now) {
            lit.put(context.step().resource().id(), true);
        }
    }

    private Lamps<Lamp> lamps() {
        return new Lamps<>(Lamp.class, Lamp::new);
    }

    @BeforeEach
    void light() {
        lit.put("l1", true);
        lit.put("l2", true);
        board.switches.put("a", "on");
    }

    private Containment containment(Lamps<?> handler) {
        return Containment.builder()
                .provider(board)
                .handler(handler)
                .journal(journal)
                .sleeper(pause -> {})
                .build();
    }

    /** Puts out two lamps and, as another action, turns a switch off. */
    private ContainmentReport run(Lamps<?> handler) {
        Action<Switch> lampsOut = (target, context) -> List.of(lampOut("l1"), lampOut("l2"));
        return containment(handler)
                .incident("IR-1")
                .contain(new Switch("a"), lampsOut, Switchboard.turnOff())
                .plan()
                .execute();
    }

    private static Step lampOut(String id) {
        return Step.builder(KIND, new TargetRef("app", "", "", "lamp", id))
                .target(Switchboard.ref("a"))
                .phase(Phase.CUT_OFF)
                .summary("Put out " + id)
                .build();
    }

    private void assertLamps(ContainmentReport report, StepStatus status, String words) {
        assertThat(report.results())
                .filteredOn(result -> result.step().kind().equals(KIND))
                .as(report::describe)
                .hasSize(2)
                .allSatisfy(result -> {
                    assertThat(result.status()).isEqualTo(status);
                    assertThat(result.message()).contains(words);
                });
        assertThat(board.switches).as("the other action").containsEntry("a", "off");
    }

    private void assertNoneWasPutOut() {
        assertThat(lit).doesNotContainValue(false);
    }

    @Test
    @SuppressWarnings("NullAway") // Some authors do.
    void execute_observeAnswersNull_failsWithoutAChange() {
        assertLamps(
                run(new Lamps<>(Lamp.class, now -> null)),
                StepStatus.FAILED,
                "observe answered null; nothing was changed");
        assertNoneWasPutOut();
    }

    @Test
    void execute_observeAllAnswersByResource_failsWithoutAChange() {
        Lamps<Lamp> handler = lamps();
        handler.seenTogether = one -> Map.of("l1", one);

        assertLamps(run(handler), StepStatus.FAILED, "observeAll answered for 'l1' (must be the id of a step");
        assertNoneWasPutOut();
    }

    @Test
    @SuppressWarnings("NullAway") // Some authors do.
    void execute_observeAllAnswersNull_failsWithoutAChange() {
        Lamps<Lamp> handler = lamps();
        handler.seenTogether = one -> null;

        assertLamps(run(handler), StepStatus.FAILED, "observeAll answered null");
        assertNoneWasPutOut();
    }

    @Test
    void execute_verifyThrows_failsWithoutAChange() {
        Lamps<Lamp> handler = lamps();
        handler.verify = lit -> {
            throw new UnsupportedOperationException();
        };

        assertLamps(run(handler), StepStatus.FAILED, "java.lang.UnsupportedOperationException; nothing was changed");
        assertNoneWasPutOut();
    }

    @Test
    void execute_verifyThrowsBehindTheChange_isUnverified() {
        Lamps<Lamp> handler = lamps();
        handler.verify = lit -> {
            if (lit) {
                return false;
            }
            throw new IllegalStateException("no idea");
        };

        assertLamps(run(handler), StepStatus.UNVERIFIED, "no idea");
    }

    @Test
    void execute_verifyNeverTrue_isUnverified() {
        Lamps<Lamp> handler = lamps();
        handler.verify = lit -> false;

        assertLamps(run(handler), StepStatus.UNVERIFIED, "the change is not visible after 60 s");
    }

    @Test
    void execute_stateEqualsOnlyItself_failsWithoutAChange() {
        assertLamps(
                run(new Lamps<>(Marks.class, now -> new Marks(new int[] {1}))),
                StepStatus.FAILED,
                "a state that does not come back from JSON as it was");
        assertNoneWasPutOut();
    }

    @Test
    void execute_stateThatIsNoJson_failsWithoutAChange() {
        assertLamps(
                run(new Lamps<>(Label.class, now -> new Label(Optional.of("x")))),
                StepStatus.FAILED,
                "a state that cannot be kept as JSON");
        assertNoneWasPutOut();
    }

    @Test
    void execute_stateIsTextThatNoFileKeeps_failsWithoutAChange() {
        assertLamps(
                run(new Lamps<>(Name.class, now -> new Name("half a pair: \ud83d"))),
                StepStatus.FAILED,
                "a state that does not come back from JSON as it was");
        assertNoneWasPutOut();
    }

    @Test
    void execute_stateBehindTheChangeIsNoJson_isUnverified() {
        assertLamps(
                run(new Lamps<>(Label.class, now -> new Label(now ? null : Optional.of("out")))),
                StepStatus.UNVERIFIED,
                "a state that cannot be kept as JSON");
        assertThat(lit).containsOnly(Map.entry("l1", false), Map.entry("l2", false));
    }

    @Test
    void execute_lookAtAllIsRefusedForOne_looksAtEachAlone() {
        lit.remove("l2");
        Lamps<Lamp> handler = lamps();
        handler.seenTogether = one -> {
            throw new StepFailedException("lamp l2 does not exist");
        };

        ContainmentReport report = run(handler);

        assertThat(report.results())
                .filteredOn(result -> result.step().kind().equals(KIND))
                .as(report::describe)
                .extracting(result -> result.step().resource().id() + " " + result.status())
                .containsExactlyInAnyOrder("l1 VERIFIED", "l2 FAILED");
    }

    @Test
    void execute_failureOfAStepThatWasNotGiven_saysSo() {
        Lamps<Lamp> handler = lamps();
        handler.failures = thrown -> Map.of("l1", new StepFailedException("Cannot put out: it is stuck"));
        handler.verify = lit -> false;

        assertLamps(run(handler), StepStatus.UNKNOWN, "applyAll answered for 'l1' (must be the id of a step");
    }

    @Test
    @SuppressWarnings("NullAway") // Some authors do.
    void execute_applyAllAnswersNull_looksAtTheWorld() {
        Lamps<Lamp> handler = lamps();
        handler.failures = thrown -> null;

        assertLamps(run(handler), StepStatus.VERIFIED, "the change was found in place");
    }

    @Test
    void execute_applyLacksAClass_isUnknown() {
        Lamps<Lamp> handler = lamps();
        handler.whileApplying = () -> {
            throw new NoClassDefFoundError("app/Dimmer");
        };

        assertLamps(run(handler), StepStatus.UNKNOWN, "apply threw java.lang.NoClassDefFoundError: app/Dimmer");
    }

    @Test
    void execute_applyThrowsWhatItDoesNotDeclare_isUnknown() {
        Lamps<Lamp> handler = lamps();
        handler.whileApplying =
                () -> HandlerMistakesTest.<RuntimeException>sneak(new IOException("the socket is gone"));

        assertLamps(run(handler), StepStatus.UNKNOWN, "apply threw java.io.IOException: the socket is gone");
    }

    /** Throws the exception, which need not be declared, as code in other languages of the JVM does. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> void sneak(Exception exception) throws E {
        throw (E) exception;
    }

    @Test
    void release_verifyThrows_failsAloneAndTakesTheOthersBack() {
        Lamps<Lamp> handler = lamps();
        handler.whileApplying = () -> {
            throw new IllegalStateException("the answer is lost");
        };
        ContainmentReport report = run(handler);
        lit.put("l1", false);
        handler.verify = lit -> {
            throw new IllegalStateException("no idea");
        };

        ReleaseReport release = report.release();

        assertThat(release.results())
                .as(release::describe)
                .filteredOn(result -> result.status() == StepStatus.FAILED)
                .extracting(StepResult::message)
                .containsExactly("no idea");
        assertThat(board.switches).containsEntry("a", "on");
    }

    @Test
    void build_twoHandlersOfOneKind_namesTheKind() {
        var builder = Containment.builder().handler(lamps()).handler(lamps()).journal(journal);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot build: two handlers run the kind 'app.lamp'");
    }

    @Test
    @SuppressWarnings("NullAway") // Some authors do.
    void plan_batchAnswersNull_isRejected() {
        Lamps<Lamp> handler = lamps();
        handler.batch = step -> null;

        assertThatThrownBy(() -> run(handler))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("'app.lamp'")
                .hasMessageEndingWith("batch answered null");
    }

    @Test
    void plan_batchLacksAClass_isRejected() {
        Lamps<Lamp> handler = lamps();
        handler.batch = step -> {
            throw new NoClassDefFoundError("app/Fuse");
        };

        assertThatThrownBy(() -> run(handler))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("'app.lamp'")
                .hasMessageEndingWith("batch threw java.lang.NoClassDefFoundError: app/Fuse");
    }

    @Test
    void build_noBatchSize_isRefused() {
        Lamps<Lamp> handler = lamps();
        handler.batchSize = 0;

        assertThatThrownBy(() -> containment(handler))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'app.lamp'")
                .hasMessageContaining("has batch size 0 (must be at least 1)");
    }
}
