package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.Provider;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Turning switches makes shavings, which a release sweeps up. */
class CleanupTest {
    private static final TargetRef FLOOR = new TargetRef("workshop", "1", "", "floor", "1");

    private final Set<String> shavings = new TreeSet<>();
    private final Switchboard board = new Switchboard();
    private final Containment containment = Containment.builder()
            .provider(board)
            .provider(new Workshop())
            .journal(InMemoryJournal.create())
            .sleeper(pause -> {})
            .build();

    private ContainmentReport turnOff() {
        board.switches.put("a", "on");
        board.afterChange = id -> shavings.add("of " + id);
        Step sweep = Step.builder("workshop.sweep", FLOOR)
                .effect(Effect.CLEANUP)
                .phase(Phase.CUT_OFF)
                .summary("Sweep up at a release")
                .build();
        Step turn =
                Switchboard.step(Switchboard.ref("a")).addRequires(sweep.id()).build();
        return containment
                .incident("IR-1")
                .contain(new Switch("a"), (target, context) -> List.of(sweep, turn))
                .plan()
                .execute();
    }

    private static StepResult sweeping(List<StepResult> results) {
        return results.stream()
                .filter(result -> result.step().kind().equals("workshop.sweep"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void execute_cleanup_leavesWhatOthersMake() {
        ContainmentReport report = turnOff();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(sweeping(report.results()).status()).isEqualTo(StepStatus.VERIFIED);
        assertThat(shavings).containsExactly("of a");
    }

    @Test
    void release_cleanup_comesBehindTheStepsThatRequireItAndKeepsWhatWasThereBefore() {
        shavings.add("of yesterday");

        ReleaseReport release = turnOff().release();

        assertThat(release.isRestored()).as(release::describe).isTrue();
        assertThat(sweeping(release.results()).status()).isEqualTo(StepStatus.REVERTED);
        assertThat(shavings).containsExactly("of yesterday");
    }

    @Test
    void release_stepThatRequiresTheCleanupDrifted_keepsAll() {
        ContainmentReport report = turnOff();
        board.switches.put("a", "dimmed");

        ReleaseReport release = report.release();

        assertThat(sweeping(release.results()).status()).isEqualTo(StepStatus.KEPT);
        assertThat(shavings).containsExactly("of a");
    }

    @Test
    void execute_somethingIsAmiss_isPutRightFirst() {
        shavings.add("glowing");

        ContainmentReport report = turnOff();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(shavings).containsExactly("cold", "of a");
    }

    private final class Workshop implements Provider {
        @Override
        public String name() {
            return "workshop";
        }

        @Override
        public TargetRef resolve(Target target) {
            return FLOOR;
        }

        @Override
        public List<StepHandler<?>> handlers() {
            return List.of(new Sweep());
        }

        @Override
        public Failure classify(RuntimeException exception) {
            return Failure.unknown(exception);
        }
    }

    record Floor(List<String> shavings) {}

    private final class Sweep implements StepHandler<Floor> {
        @Override
        public String kind() {
            return "workshop.sweep";
        }

        @Override
        public Class<Floor> stateType() {
            return Floor.class;
        }

        @Override
        public Floor observe(StepContext context) {
            return new Floor(List.copyOf(shavings));
        }

        @Override
        public void apply(StepContext context, Floor before) {
            shavings.remove("glowing");
            shavings.add("cold");
        }

        @Override
        public boolean verify(StepContext context, Floor now) {
            return !now.shavings().contains("glowing");
        }

        @Override
        public void revert(StepContext context, Floor before, Floor now) {
            shavings.retainAll(before.shavings());
        }
    }
}
