package dev.firebreak.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyJournalTest {
    @TempDir
    private Path directory;

    private Path incident;
    private Path file;

    @BeforeEach
    void writeTwoRecords() {
        try (IncidentLog log = FileJournal.in(directory).open("IR-1")) {
            log.append("test", "", CanonicalJson.object().put("number", 1));
            log.append("test", "", CanonicalJson.object().put("number", 2));
        }
        incident = directory.resolve("IR-1");
        file = incident.resolve("journal.jsonl");
    }

    @Test
    void verify_journal_isIntactByDirectoryAndByFile() {
        for (Path place : new Path[] {incident, file}) {
            Console answer = Console.run("verify", place.toString());
            assertThat(answer.code()).as(answer::toString).isZero();
            assertThat(answer.out()).contains(": intact", "incident IR-1, 2 records");
        }
    }

    @Test
    void verify_journalInUse_isIntact() {
        try (IncidentLog held = FileJournal.in(directory).open("IR-1")) {
            held.append("test", "", CanonicalJson.object());
            assertThat(Console.run("verify", incident.toString()).out()).contains(": intact", "3 records");
        }
    }

    @Test
    void verify_editedJournal_namesTheLine() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"number\":2", "\"number\":\u001b"));

        Console answer = Console.run("verify", incident.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .contains("NOT intact", "journal.jsonl: line 2 is broken")
                .doesNotContain("\u001b");
        JsonNode json = CanonicalJson.parse(
                Console.run("verify", "--json", incident.toString()).out());
        assertThat(json.path("intact").asBoolean()).isFalse();
        assertThat(json.path("problems").get(0).asText()).contains("line 2 is broken");
    }

    @Test
    void verify_whatIsNoJournal_isBadInput() throws IOException {
        Path other = Files.writeString(directory.resolve("notes.txt"), "x");

        assertThat(Console.run("verify", other.toString()).code()).isEqualTo(2);
        assertThat(Console.run("verify", incident.toString(), "--key", "k.pem").code())
                .isEqualTo(2);
    }
}
