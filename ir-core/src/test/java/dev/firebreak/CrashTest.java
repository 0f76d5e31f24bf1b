package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.JournalChain;
import dev.firebreak.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash leaves the journal's first n lines and the world as it was then; each n must resume and release. */
class CrashTest {
    @TempDir
    private Path directory;

    @Test
    void resume_afterCrashAtAnyRecord_endsInTheSameStateAndReleases() throws IOException {
        List<String> lines = lines(run(directory.resolve("whole"), world()));
        for (int kept = 2; kept <= lines.size(); kept++) {
            for (boolean applied : new boolean[] {false, true}) {
                Path at = directory.resolve(kept + "-" + applied);
                Switchboard board = worldAfter(lines.subList(0, kept), applied);
                Path file = at.resolve("IR-1").resolve("journal.jsonl");
                Files.createDirectories(file.getParent());
                Files.writeString(file, String.join("\n", lines.subList(0, kept)) + "\n");
                Containment containment = containment(at, board);

                assertThat(containment.resume("IR-1").isContained()).isTrue();
                assertThat(board.switches.values()).containsOnly("off");
                assertThat(board.changes).doesNotHaveDuplicates();
                assertThat(containment.release("IR-1").isRestored()).isTrue();
                assertThat(board.snapshot()).isEqualTo(world().snapshot());
            }
        }
    }

    private static Switchboard world() {
        var board = new Switchboard();
        board.switches.putAll(Map.of("a", "on", "b", "dimmed"));
        return board;
    }

    /** What was recorded as applied is applied; what was only intended may or may not be. */
    private static Switchboard worldAfter(List<String> lines, boolean intendedApplied) {
        Switchboard board = world();
        for (JournalRecord item : JournalChain.check("test", lines)) {
            boolean applied = item.type().equals("step-applied");
            boolean intended = item.type().equals("step-intended") && intendedApplied;
            if (applied || intended) {
                Plan.fromJson(lines.get(0).isEmpty() ? "" : planOf(lines))
                        .step(item.step())
                        .ifPresent(step -> board.switches.put(step.resource().id(), "off"));
            }
        }
        return board;
    }

    private static String planOf(List<String> lines) {
        return JournalChain.check("test", lines).get(0).data().toString();
    }

    private static Path run(Path at, Switchboard board) {
        containment(at, board)
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .contain(new Switch("b"), turnOff())
                .plan()
                .execute();
        return at;
    }

    private static List<String> lines(Path at) throws IOException {
        return Files.readAllLines(at.resolve("IR-1").resolve("journal.jsonl"));
    }

    private static Containment containment(Path at, Switchboard board) {
        return Containment.builder()
                .provider(board)
                .journal(FileJournal.in(at))
                .parallelism(1)
                .sleeper(pause -> {})
                .build();
    }
}
