package dev.firebreak.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TwoProcessesTest {
    @TempDir
    private Path root;

    private static String line(Process process) throws Exception {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(reader.readLine());
    }

    @Test
    void read_whileAnotherProcessWrites_seesALongerAndLongerPrefix() throws Exception {
        Process writer = JournalProcess.start(root);
        try {
            assertThat(line(writer)).isEqualTo("open");
            FileJournal journal = FileJournal.in(root);
            assertThatThrownBy(() -> journal.open("IR-1"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("process " + writer.pid());
            List<JournalRecord> before = List.of();
            while (before.size() < 200) {
                List<JournalRecord> now = journal.read("IR-1");
                assertThat(now.subList(0, before.size())).isEqualTo(before);
                assertThat(FileJournal.verify(journal.directory("IR-1")).problems())
                        .isEmpty();
                before = now;
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        try (IncidentLog log = FileJournal.in(root).open("IR-1")) {
            log.append("after", "", CanonicalJson.object());
        }
        assertThat(FileJournal.verify(root.resolve("IR-1")).isIntact()).isTrue();
    }

    /** On POSIX systems closing any channel of a locked file would let go of the lock. */
    @Test
    void open_refusedInTheSameProcess_keepsOtherProcessesOut() throws Exception {
        try (IncidentLog held = FileJournal.in(root).open("IR-1")) {
            assertThatThrownBy(() -> FileJournal.in(root).open("IR-1")).isInstanceOf(JournalException.class);

            Process other = JournalProcess.start(root);

            assertThat(line(other))
                    .contains("process " + ProcessHandle.current().pid() + " since");
            assertThat(other.waitFor()).isEqualTo(JournalProcess.TAKEN);
            assertThat(held.records()).isEmpty();
        }
    }
}
