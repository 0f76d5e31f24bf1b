package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.Engine;
import dev.firebreak.spi.Pace.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application brings its own engine, which runs all that a run consists of. */
class OwnEngineTest {
    private final Switchboard board = new Switchboard();

    /** Runs one task after the other on the thread that asks for it. */
    private static final class OneByOne implements Engine {
        final List<String> run = new ArrayList<>();

        @Override
        public void run(List<Task> tasks, Work work) {
            var open = new ArrayList<>(tasks);
            var ended = new HashSet<String>();
            while (!open.isEmpty()) {
                Task next = open.stream()
                        .filter(task -> ended.containsAll(task.prepareAfter()) && ended.containsAll(task.runAfter()))
                        .findFirst()
                        .orElseThrow();
                List<String> ids = List.of(next.id());
                work.prepare(ids);
                Grant grant = work.admit(ids);
                assertThat(grant.steps()).isEqualTo(1);
                grant.use(() -> work.run(ids));
                run.add(next.id());
                ended.add(next.id());
                open.remove(next);
            }
        }
    }

    @Test
    void execute_engineOfTheApplication_runsAndReleasesAll() {
        board.switches.putAll(Map.of("a", "on", "b", "on"));
        var engine = new OneByOne();
        var changedBy = new ArrayList<Thread>();
        board.beforeChange = id -> changedBy.add(Thread.currentThread());
        Containment containment = Containment.builder()
                .provider(board)
                .journal(InMemoryJournal.create())
                .sleeper(pause -> {})
                .engine(engine)
                .build();

        ContainmentPlan plan = containment
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .contain(new Switch("b"), turnOff())
                .plan();
        ContainmentReport report = plan.execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(engine.run)
                .containsAll(plan.plan().steps().stream().map(Step::id).toList());
        assertThat(containment.release("IR-1").isRestored()).isTrue();
        assertThat(board.switches.values()).containsOnly("on");
        assertThat(changedBy).hasSize(4).containsOnly(Thread.currentThread());
    }
}
