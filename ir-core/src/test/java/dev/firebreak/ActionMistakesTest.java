package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Position;
import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the author of an action gets wrong while planning, or asks of a step's context, is told by the action's name. */
class ActionMistakesTest {
    private static final Switch A = new Switch("a");

    private final Switchboard board = new Switchboard();
    private final InMemoryJournal journal = InMemoryJournal.create();

    @BeforeEach
    void switchOn() {
        board.switches.putAll(Map.of("a", "on", "b", "on", "c", "on"));
    }

    private Containment containment() {
        return Containment.builder()
                .provider(board)
                .guard(ExemptionTag.named("exempt"))
                .journal(journal)
                .sleeper(pause -> {})
                .build();
    }

    private ContainmentPlan plan(Action<Switch> action) {
        return containment().incident("IR-1").contain(A, action).plan();
    }

    /** An action that has a name. */
    private record Named(Function<PlanContext, List<Step>> steps) implements Action<Switch> {
        @Override
        public List<Step> plan(Switch target, PlanContext context) {
            return steps.apply(context);
        }

        @Override
        public String toString() {
            return "'do as you like'";
        }
    }

    private static List<Step> fail(RuntimeException exception) {
        throw exception;
    }

    private static List<Step> fail(Error error) {
        throw error;
    }

    @Test
    @SuppressWarnings("NullAway") // Some authors do.
    void plan_actionAnswersNull_isRejected() {
        assertThatThrownBy(() -> plan(new Named(context -> null)))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessage("Cannot plan for switch a: 'do as you like' answered null (must be a list, which may be"
                        + " empty)");
    }

    @Test
    void plan_actionThrows_isRejectedWithItsName() {
        assertThatThrownBy(() -> plan(new Named(context -> fail(new UnsupportedOperationException()))))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessage("Cannot plan for switch a: 'do as you like' threw"
                        + " java.lang.UnsupportedOperationException");
    }

    @Test
    void plan_actionLacksAClass_isRejectedWithItsName() {
        assertThatThrownBy(() -> plan(new Named(context -> fail(new NoClassDefFoundError("app/Fuse")))))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageStartingWith("Cannot plan for switch a: 'do as you like' threw")
                .hasMessageEndingWith("java.lang.NoClassDefFoundError: app/Fuse");
    }

    @Test
    void plan_providerKnowsWhatTheActionThrew_saysWhatItMeans() {
        assertThatThrownBy(() -> plan(new Named(context -> fail(new Switchboard.Refused("you may not read")))))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessage("Cannot plan: you may not read");
    }

    @Test
    void plan_queryThrows_isRejected() {
        TargetQuery<Switch> query = context -> {
            throw new IllegalStateException("no idea");
        };
        var draft = containment().incident("IR-1").containAll(query, turnOff());

        assertThatThrownBy(draft::plan)
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageStartingWith("Cannot plan: ")
                .hasMessageEndingWith("threw java.lang.IllegalStateException: no idea");
    }

    @Test
    void plan_readAsksForItself_isRejectedRatherThanWaitingForever() {
        assertThatThrownBy(() ->
                        plan(new Named(context -> context.once("rooms", () -> context.once("rooms", List::<Step>of)))))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("Cannot read rooms: the read asks for itself");
    }

    @Test
    void plan_stepDoesNotNameItsTarget_isForTheOneThatWasAskedFor() {
        board.tags.put("a", Map.of("exempt", "2999-12-31 by alice@example.com"));

        Plan plan = plan(new Named(context ->
                        List.of(Switchboard.step(Switchboard.ref("b")).build())))
                .plan();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.reason()).startsWith("exempt until 2999-12-31"));
    }

    /** Turns a and b off and then c, whose step asks its context for something before it does. */
    private StepResult resultOfAsking(Consumer<StepContext> asked) {
        Step first = Switchboard.step(Switchboard.ref("a")).build();
        Step second = Switchboard.step(Switchboard.ref("b")).build();
        Step asking = Switchboard.step(Switchboard.ref("c"))
                .addRequires(first.id(), second.id())
                .build();
        board.whileApplying = context -> {
            if (context.step().id().equals(asking.id())) {
                asked.accept(context);
            }
        };
        return plan(new Named(context -> List.of(first, second, asking))).execute().results().stream()
                .filter(result -> result.step().id().equals(asking.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void required_severalOfTheKind_saysSo() {
        StepResult result = resultOfAsking(context -> context.required("board.off", Position.class));

        assertThat(result.status()).isEqualTo(StepStatus.UNKNOWN);
        assertThat(result.message()).contains("2 steps 'board.off' that it requires have ended well (must be one)");
        assertThat(board.switches).containsEntry("c", "on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"planned", "step-verified", "run-started", "release-reverted"})
    void record_nameOfTheEngines_isRefused(String type) {
        StepResult result = resultOfAsking(context -> context.record(type, CanonicalJson.object()));

        assertThat(result.message()).contains("Cannot record '" + type + "'").contains("use another one");
        assertThat(journal.read("IR-1").stream()
                        .filter(item -> item.step().equals(result.step().id()))
                        .filter(item -> item.type().equals(type)))
                .isEmpty();
    }

    @Test
    void record_nameOfOnesOwn_isKept() {
        StepResult result = resultOfAsking(
                context -> context.record("asked", CanonicalJson.object().put("for", "nothing")));

        assertThat(result.status()).isEqualTo(StepStatus.VERIFIED);
        assertThat(journal.read("IR-1")).anySatisfy(item -> {
            assertThat(item.type()).isEqualTo("asked");
            assertThat(item.data().path("for").asText()).isEqualTo("nothing");
        });
    }
}
