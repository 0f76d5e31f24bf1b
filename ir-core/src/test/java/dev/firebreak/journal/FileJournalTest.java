package dev.firebreak.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    @TempDir
    private Path root;

    private FileJournal journal;
    private Path file;

    @BeforeEach
    void writeFiveRecords() {
        journal = FileJournal.in(root);
        file = root.resolve("IR-1").resolve("journal.jsonl");
        try (IncidentLog log = journal.open("IR-1")) {
            for (int number = 1; number <= 5; number++) {
                log.append("test", "s-" + number, CanonicalJson.object().put("number", number));
            }
        }
    }

    private void rewrite(List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private void assertBrokenAt(int line) {
        assertThatThrownBy(() -> journal.read("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line " + line + " is broken");
        assertThatThrownBy(() -> journal.open("IR-1").close())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line " + line + " is broken");
    }

    @Test
    void open_again_continuesTheChain() {
        try (IncidentLog log = journal.open("IR-1")) {
            log.append("test", "", CanonicalJson.object());
            assertThat(log.records()).extracting(JournalRecord::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
        assertThat(journal.read("IR-1")).hasSize(6);
    }

    @Test
    void read_editedLine_namesIt() throws IOException {
        for (int line = 1; line <= 5; line++) {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            String original = lines.get(line - 1);
            lines.set(line - 1, original.replace("\"number\":" + line, "\"number\":9"));
            rewrite(lines);
            assertBrokenAt(line);
            lines.set(line - 1, original);
            rewrite(lines);
        }
        assertThat(journal.read("IR-1")).hasSize(5);
    }

    @Test
    void read_removedLine_namesIt() throws IOException {
        for (int line = 1; line <= 5; line++) {
            List<String> whole = Files.readAllLines(file);
            var lines = new ArrayList<>(whole);
            lines.remove(line - 1);
            rewrite(lines);
            assertBrokenAt(line);
            rewrite(whole);
        }
    }

    @Test
    void read_swappedLines_namesTheFirst() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.swap(lines, 1, 2);
        rewrite(lines);
        assertBrokenAt(2);
    }

    @Test
    void open_lastLineCutShort_dropsItAndNotesIt() throws IOException {
        Files.writeString(file, "{\"at\":\"2026", StandardOpenOption.APPEND);

        assertThat(journal.read("IR-1")).hasSize(5);
        try (IncidentLog log = journal.open("IR-1")) {
            assertThat(log.records()).hasSize(6);
            JournalRecord note = log.records().get(5);
            assertThat(note.type()).isEqualTo("journal-repaired");
            assertThat(note.data().path("droppedBytes").asInt()).isEqualTo(11);
        }
        assertThat(journal.read("IR-1")).hasSize(6);
    }

    @Test
    void open_byAnotherJournal_namesTheHolder() {
        try (IncidentLog held = journal.open("IR-1")) {
            assertThatThrownBy(() -> FileJournal.in(root).open("IR-1"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(FileJournal.in(root).read("IR-1")).hasSize(held.records().size());
        }
        FileJournal.in(root).open("IR-1").close();
    }

    @Test
    void append_byManyThreads_keepsOneChain() {
        try (IncidentLog first = journal.open("IR-1");
                IncidentLog second = journal.open("IR-1")) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                IncidentLog log = writer % 2 == 0 ? first : second;
                writers.add(CompletableFuture.runAsync(() -> {
                    for (int count = 0; count < 50; count++) {
                        log.append("test", "", CanonicalJson.object());
                    }
                }));
            }
            writers.forEach(CompletableFuture::join);
        }
        assertThat(journal.read("IR-1")).hasSize(405);
    }

    @Test
    void append_afterClose_isRefused() {
        IncidentLog log = journal.open("IR-1");
        log.close();

        assertThatThrownBy(() -> log.append("test", "", CanonicalJson.object()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void open_newIncident_makesPrivateFiles() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void open_incidentNamedToEscape_isRefused() {
        assertThatThrownBy(() -> journal.open("../IR-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid incident id");
    }

    @Test
    void line_hashedByHand_isThePreviousHashOfTheNext() throws IOException {
        List<String> lines = Files.readAllLines(file);

        assertThat(journal.read("IR-1").get(1).previousHash())
                .isEqualTo(CanonicalJson.sha256(lines.get(0).getBytes(StandardCharsets.UTF_8)));
    }
}
