package dev.firebreak.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal's directory holds may have been written by anybody. */
class HostileJournalTest {
    @TempDir
    private Path root;

    private FileJournal journal;
    private Path directory;
    private Path file;

    @BeforeEach
    void writeThreeRecords() {
        journal = FileJournal.in(root);
        directory = root.resolve("IR-1");
        file = directory.resolve("journal.jsonl");
        try (IncidentLog log = journal.open("IR-1")) {
            for (int number = 1; number <= 3; number++) {
                log.append(
                        "test",
                        "",
                        CanonicalJson.object().put("name", "caf\uFFFD").put("number", number));
            }
        }
    }

    private void assertBroken(String words) {
        assertThatThrownBy(() -> journal.read("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> journal.open("IR-1").close())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(words);
        assertThat(FileJournal.verify(directory).isIntact()).isFalse();
    }

    /** A lenient reader takes a byte that is no UTF-8 for the very character that stands there. */
    @Test
    void read_invalidUtf8ForAReplacementCharacter_isBroken() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] sign = "\uFFFD".getBytes(StandardCharsets.UTF_8);
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf(new String(sign, StandardCharsets.ISO_8859_1));
        var edited = new ByteArrayOutputStream();
        edited.write(whole, 0, at);
        edited.write(0xFF);
        edited.write(whole, at + sign.length, whole.length - at - sign.length);
        Files.write(file, edited.toByteArray());

        assertBroken("line 1 is broken: it is not UTF-8");
    }

    @Test
    void read_journalOfAnotherIncident_isNotTrusted() throws IOException {
        journal.open("IR-2").close();
        Files.copy(file, root.resolve("IR-2").resolve("journal.jsonl"), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> journal.read("IR-2")).hasMessageContaining("it is of IR-1, not of IR-2");
        assertThatThrownBy(() -> journal.open("IR-2")).hasMessageContaining("it is of IR-1, not of IR-2");
    }

    @Test
    void read_recordOfAnotherIncidentInTheChain_isBroken() throws IOException {
        JournalRecord last = journal.read("IR-1").get(2);
        var foreign = new JournalRecord(
                4, last.at(), "IR-2", "test", "", CanonicalJson.object(), JournalChain.hash(last.line()));
        Files.writeString(file, foreign.line() + "\n", StandardOpenOption.APPEND);

        assertBroken("line 4 is broken: it is of IR-2, not of IR-1");
    }

    @Test
    void read_deepNestingAndDuplicateNames_areBroken() throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (String bad : List.of(
                "[".repeat(100_000),
                lines.get(0).replace("\"step\"", "\"step\":\"\",\"step\""),
                lines.get(0) + " ",
                "{\"sequence\":1e999}",
                "")) {
            Files.writeString(file, bad + "\n" + lines.get(1) + "\n");
            assertBroken("line 1 is broken");
        }
    }

    /** Zeros are blocks that did not reach the disk before the power went; the head did not vouch for them. */
    @Test
    void open_holeInWhatTheHeadDoesNotVouchFor_isDroppedAndNoted() throws IOException {
        long whole = Files.size(file);
        String later = Files.readAllLines(file).get(2);
        Files.writeString(file, "\0".repeat(300) + "\n" + later + "\n", StandardOpenOption.APPEND);
        int dropped = (int) (Files.size(file) - whole);

        assertThat(FileJournal.verify(directory).notes()).anyMatch(note -> note.contains("crash cut it short"));
        try (IncidentLog log = journal.open("IR-1")) {
            assertThat(log.records()).hasSize(4);
            assertThat(log.records().get(3).data().path("droppedBytes").asInt()).isEqualTo(dropped);
        }
        assertThat(journal.read("IR-1")).hasSize(4);
    }

    @Test
    void read_holeInWhatTheHeadVouchesFor_isBroken() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.get(0) + "\n" + "\0".repeat(300) + "\n" + lines.get(2) + "\n");

        assertBroken("line 2 is broken");
    }

    @Test
    void open_linkInPlaceOfTheFile_isRefused() throws IOException {
        Path elsewhere = Files.writeString(root.resolve("elsewhere"), "");
        Files.delete(file);
        Files.delete(directory.resolve("journal.head"));
        Files.createSymbolicLink(file, elsewhere);

        assertThatThrownBy(() -> journal.open("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("not a regular file");
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void read_garbageInTheHead_isAsWithoutOne() throws IOException {
        Files.writeString(directory.resolve("journal.head"), "\u001b[2J".repeat(1000));

        assertThat(journal.read("IR-1")).hasSize(3);
        assertThat(FileJournal.verify(directory).notes()).anyMatch(note -> note.contains("no journal.head"));
    }

    @Test
    void verify_intactJournal_saysWhatItIs() {
        JournalVerification found = FileJournal.verify(file).orThrow();

        assertThat(found.incident()).isEqualTo("IR-1");
        assertThat(found.records()).isEqualTo(3);
        assertThat(found.files()).isEqualTo(1);
        assertThat(found.lastHash())
                .isEqualTo(JournalChain.hash(journal.read("IR-1").get(2).line()));
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void verify_noJournal_isRefused() {
        assertThatThrownBy(() -> FileJournal.verify(root))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no journal.jsonl");
    }

    @Test
    void orThrow_brokenJournal_namesTheLine() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"number\":1", "\"number\":8"));

        assertThatThrownBy(() -> FileJournal.verify(directory).orThrow())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line 1 is broken");
    }
}
