package dev.firebreak.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
    @TempDir
    private Path root;

    private FileJournal journal;

    /** Two records a file. */
    @BeforeEach
    void writeFiveRecords() {
        journal = FileJournal.in(root).withFilesOf(300);
        for (int number = 1; number <= 5; number++) {
            try (IncidentLog log = journal.open("IR-1")) {
                log.append("test", "", CanonicalJson.object().put("number", number));
            }
        }
    }

    private Path file(String name) {
        return root.resolve("IR-1").resolve(name);
    }

    private void assertBroken(String words) {
        assertThatThrownBy(() -> journal.read("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> journal.open("IR-1").close())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(words);
        assertThat(FileJournal.verify(root.resolve("IR-1")).problems())
                .singleElement()
                .asString()
                .contains(words);
    }

    @Test
    void append_fileFull_goesOnInTheNextAndKeepsOneChain() throws IOException {
        var lines = new ArrayList<String>();
        for (String name : List.of("journal.jsonl", "journal-000001.jsonl", "journal-000002.jsonl")) {
            lines.addAll(Files.readAllLines(file(name)));
        }
        assertThat(Files.readAllLines(file("journal.jsonl"))).hasSize(2);
        assertThat(JournalChain.check("all", lines)).hasSize(5);
        assertThat(journal.read("IR-1")).extracting(JournalRecord::line).isEqualTo(lines);
        try (Stream<Path> files = Files.list(root.resolve("IR-1"))) {
            assertThat(files).hasSize(5);
        }
    }

    @Test
    void open_otherFileSize_goesOn() {
        try (IncidentLog log = FileJournal.in(root).open("IR-1")) {
            log.append("test", "", CanonicalJson.object());
            assertThat(log.records()).hasSize(6);
        }
        assertThat(journal.read("IR-1")).hasSize(6);
    }

    @Test
    void read_missingFile_isNamed() throws IOException {
        byte[] first = Files.readAllBytes(file("journal.jsonl"));
        Files.delete(file("journal-000001.jsonl"));
        assertBroken("journal-000001.jsonl: line 1 is broken: the file is missing");
        Files.delete(file("journal.jsonl"));
        assertBroken("journal.jsonl: line 1 is broken: the file is missing");
        Files.write(file("journal.jsonl"), first);
        Files.delete(file("journal-000002.jsonl"));
        assertBroken("5 records were written");
    }

    @Test
    void read_editedLine_namesFileAndLine() throws IOException {
        Path edited = file("journal-000001.jsonl");
        Files.writeString(edited, Files.readString(edited).replace("\"number\":4", "\"number\":9"));
        assertBroken("journal-000001.jsonl: line 2 is broken");
    }

    @Test
    void read_tornEndOfAnEarlierFile_isBroken() throws IOException {
        Files.writeString(file("journal-000001.jsonl"), "{\"at", StandardOpenOption.APPEND);
        assertBroken("journal-000001.jsonl: line 3 is broken: it has no end");
    }

    @Test
    void open_tornEndOfTheLastFile_isDroppedAndNoted() throws IOException {
        Files.writeString(file("journal-000002.jsonl"), "{\"at", StandardOpenOption.APPEND);
        try (IncidentLog log = journal.open("IR-1")) {
            assertThat(log.records()).hasSize(6);
            assertThat(log.records().get(5).type()).isEqualTo("journal-repaired");
        }
        assertThat(FileJournal.verify(root.resolve("IR-1")).isIntact()).isTrue();
    }

    /** A crash between making a file and writing into it. */
    @Test
    void open_emptyLastFile_goesOnInIt() throws IOException {
        Files.createFile(file("journal-000003.jsonl"));
        try (IncidentLog log = journal.open("IR-1")) {
            log.append("test", "", CanonicalJson.object());
        }
        assertThat(Files.readAllLines(file("journal-000003.jsonl"))).hasSize(1);
        assertThat(journal.read("IR-1")).hasSize(6);
    }

    @Test
    void withFilesOf_nothing_isRefused() {
        assertThatThrownBy(() -> FileJournal.in(root).withFilesOf(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be positive");
    }
}
