package dev.firebreak.aws.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.StepResult;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A world in which processes respond one after the other, over the same files. Those that die in play are in this JVM. */
final class Stage implements AutoCloseable {
    final FakeAws fake;
    final JsonNode before;

    private final ManualClock clock = ManualClock.create();
    private final Response response;
    private final Path directory;
    private final Mission mission;
    private final String target;
    private @Nullable Worker survivor;

    Stage(Response response, Path directory) {
        this.response = response;
        this.directory = directory;
        this.fake = FakeAws.builder().clock(clock).build();
        this.target = response.setting().make(fake);
        this.mission = Mission.of(response, target);
        this.before = fake.snapshot();
    }

    Ends respond() {
        return Ends.of(survivor().respond(mission));
    }

    /** Empty when the process died. */
    Optional<Ends> respond(Fate fate) {
        return live(fate, worker -> worker.respond(mission));
    }

    Ends release() {
        return Ends.of(survivor().release(mission));
    }

    /** Empty when the process died. */
    Optional<Ends> release(Fate fate) {
        return live(fate, worker -> worker.release(mission));
    }

    /** Starts a process of its own that does this, and dies at this point. */
    Process start(ChildProcess.Work work, int point) throws IOException {
        return ChildProcess.start(
                directory.resolveSibling(directory.getFileName() + ".log"),
                fake.endpoint().toString(),
                directory.toString(),
                work.name(),
                response.toString(),
                target,
                String.valueOf(point));
    }

    private Worker survivor() {
        if (survivor == null) {
            survivor = worker(Fate.spared());
        }
        return survivor;
    }

    private Worker worker(Fate fate) {
        return new Worker(directory, Connection.to(fake, clock), fate);
    }

    private Optional<Ends> live(Fate fate, Function<Worker, List<StepResult>> life) {
        try (Worker worker = worker(fate)) {
            List<StepResult> results = life.apply(worker);
            return fate.isDead() ? Optional.empty() : Optional.of(Ends.of(results));
        } catch (RuntimeException | ProcessDeath e) {
            if (!fate.isDead()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The world, comparable with that of other stages. */
    JsonNode view() {
        return View.of(fake.snapshot(), before);
    }

    /** Whether the world is as it was before, but for evidence. */
    boolean isRestored() {
        return View.withoutEvidence(fake.snapshot()).equals(View.withoutEvidence(before));
    }

    /** Whether a process got as far as recording a plan. */
    boolean hasPlan() {
        return !FileJournal.in(directory.resolve("journal"))
                .read(mission.incident())
                .isEmpty();
    }

    boolean isJournalIntact() {
        return FileJournal.verify(Worker.journal(directory, mission.incident())).isIntact();
    }

    @Override
    public void close() {
        if (survivor != null) {
            survivor.close();
        }
        fake.close();
    }
}
