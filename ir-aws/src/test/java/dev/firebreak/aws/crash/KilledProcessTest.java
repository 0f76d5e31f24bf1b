package dev.firebreak.aws.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StepStatus;
import dev.firebreak.aws.crash.ChildProcess.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own is killed on the way through a response, or through its release; another one goes on. */
class KilledProcessTest {
    /** So many processes run side by side. */
    private static final int SIDE_BY_SIDE = 2;

    @TempDir
    private Path directory;

    private final Map<Response, Whole> wholes = new ConcurrentHashMap<>();

    @Test
    void goOn_afterProcessWasKilledAtAPoint_endsAndRestores() throws Exception {
        List<Kill> all = Kill.all(directory);
        List<Kill> kills = IntStream.iterate(
                        Every.IN_EARNEST / 2, number -> number < all.size(), number -> number + Every.IN_EARNEST)
                .mapToObj(all::get)
                .toList();

        long killed = sideBySide(kills.stream()
                .<Callable<Boolean>>map(kill -> () -> isKilled(kill))
                .toList());

        // What runs side by side may save a call, so that the last point is not always come to.
        assertThat(killed).isGreaterThan(kills.size() * 3L / 4);
    }

    private boolean isKilled(Kill kill) throws Exception {
        try (var stage = new Stage(kill.response(), directory.resolve(kill.toString()))) {
            if (kill.work() == Work.RELEASE) {
                stage.respond();
            }
            int exit = exit(stage.start(kill.work(), kill.point()));
            assertThat(exit).as(kill::toString).isIn(0, ChildProcess.KILLED);

            goOn(stage, kill);
            return exit == ChildProcess.KILLED;
        }
    }

    @Test
    void goOn_afterProcessWasKilledFromOutsideAtAnyMoment_endsAndRestores() throws Exception {
        int count = Math.max(2, 180 / Every.IN_EARNEST);

        long killed = sideBySide(IntStream.range(0, count)
                .<Callable<Boolean>>mapToObj(seed -> () -> isKilledFromOutside(seed))
                .toList());

        assertThat(killed).isPositive();
    }

    private boolean isKilledFromOutside(int seed) throws Exception {
        var random = new Random(seed);
        Response response = Response.all().get(random.nextInt(Response.all().size()));
        var kill = new Kill(response, Work.RESPOND, seed);
        try (var stage = new Stage(response, directory.resolve("moment " + seed))) {
            stage.fake.clearCalls();
            int calls = 1 + random.nextInt(20);
            Process process = stage.start(Work.RESPOND, ChildProcess.NEVER);
            while (process.isAlive() && stage.fake.calls().size() < calls) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            process.waitFor(random.nextInt(20_000), TimeUnit.MICROSECONDS);
            process.destroyForcibly();
            boolean killed = exit(process) != 0;

            goOn(stage, kill);
            return killed;
        }
    }

    /** Finishes what was begun: at some of the points in a further process of its own, else here. */
    private void goOn(Stage stage, Kill kill) throws Exception {
        if (kill.point() % 4 == 0) {
            assertThat(exit(stage.start(kill.work(), ChildProcess.NEVER)))
                    .as(kill::toString)
                    .isZero();
        }
        if (kill.work() == Work.RESPOND) {
            assertThat(stage.respond().allAre(StepStatus.VERIFIED))
                    .as(kill::toString)
                    .isTrue();
        }
        if (!kill.response().isEvidence()) {
            stage.release();
        }
        assertThat(stage.view())
                .as(kill::toString)
                .isEqualTo(wholes.computeIfAbsent(kill.response(), this::whole).released());
        assertThat(stage.isJournalIntact()).as(kill::toString).isTrue();
    }

    private Whole whole(Response response) {
        return Whole.of(response, directory.resolve("whole " + response));
    }

    private static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** How many of these said yes. */
    private static long sideBySide(List<Callable<Boolean>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            long yes = 0;
            for (Future<Boolean> done : threads.invokeAll(work)) {
                yes += done.get() ? 1 : 0;
            }
            return yes;
        } finally {
            threads.shutdownNow();
        }
    }
}
