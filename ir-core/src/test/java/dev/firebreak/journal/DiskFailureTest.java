package dev.firebreak.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFailureTest {
    @TempDir
    private Path root;

    private final FaultyDisk disk = new FaultyDisk();

    private Path file() {
        return root.resolve("IR-1").resolve("journal.jsonl");
    }

    private static void append(IncidentLog log, String type) {
        log.append(type, "", CanonicalJson.object());
    }

    private List<String> types() {
        return FileJournal.in(root).read("IR-1").stream()
                .map(JournalRecord::type)
                .toList();
    }

    @Test
    void append_diskFull_saysWhatToDoAndLeavesNoPartOfTheRecord() throws IOException {
        try (IncidentLog log = disk.journal(root).open("IR-1")) {
            append(log, "first");
            long length = Files.size(file());
            disk.room(20);

            assertThatThrownBy(() -> append(log, "second"))
                    .isInstanceOf(JournalException.class)
                    .hasMessage("Cannot write the journal of IR-1: No space left on device; no further change is made"
                            + " (make room on the disk of " + root.resolve("IR-1")
                            + ", then run again: it goes on where it stopped)");

            assertThat(Files.size(file())).isEqualTo(length);
            assertThat(log.records()).extracting(JournalRecord::type).containsExactly("first");
        }
    }

    @Test
    void appendAll_diskFull_leavesNoneOfTheRecords() {
        try (IncidentLog log = disk.journal(root).open("IR-1")) {
            append(log, "first");
            disk.room(400);
            var entry = new IncidentLog.Entry("more", "", CanonicalJson.object());
            assertThatThrownBy(() -> log.appendAll(List.of(entry, entry, entry)))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("No space left");
        }
        assertThat(types()).containsExactly("first");
    }

    @Test
    void append_afterAFailure_isRefusedUntilOpenedAgain() {
        FileJournal journal = disk.journal(root);
        IncidentLog stale = journal.open("IR-1");
        append(stale, "first");
        disk.room(0);
        assertThatThrownBy(() -> append(stale, "second")).isInstanceOf(JournalException.class);
        disk.room(1 << 20);
        assertThatThrownBy(() -> append(stale, "third"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("No space left");

        try (IncidentLog log = journal.open("IR-1")) {
            append(log, "fourth");
            stale.close();
            append(log, "fifth");
        }

        assertThat(types()).containsExactly("first", "fourth", "fifth");
    }

    @Test
    void append_fsyncFails_isNotTriedAgainOnTheSameFile() {
        FileJournal journal = disk.journal(root);
        try (IncidentLog log = journal.open("IR-1")) {
            append(log, "first");
            disk.failSync = true;
            assertThatThrownBy(() -> append(log, "second")).hasMessageContaining("see to the disk");
            disk.failSync = false;
            int before = disk.syncs.get();
            assertThatThrownBy(() -> append(log, "third")).isInstanceOf(JournalException.class);
            assertThat(disk.syncs).hasValue(before);
        }
        assertThat(types()).containsExactly("first");
    }

    /** The records that were never on the disk are in the cache, and look as if they were. */
    @Test
    void open_afterAFailedFsyncThatCouldNotBeUndone_makesWhatItFindsDurable() throws IOException {
        FileJournal journal = disk.journal(root);
        try (IncidentLog log = journal.open("IR-1")) {
            append(log, "first");
            disk.failSync = true;
            disk.failTruncate = true;
            assertThatThrownBy(() -> append(log, "second")).isInstanceOf(JournalException.class);
        }
        disk.failSync = false;
        disk.failTruncate = false;

        try (IncidentLog log = journal.open("IR-1")) {
            append(log, "third");
        }
        disk.losePower();

        assertThat(types()).containsExactly("first", "second", "third");
    }

    @Test
    void append_powerLostBetweenWriteAndFsync_losesOnlyWhatWasNotReported() throws IOException {
        FileJournal journal = disk.journal(root);
        IncidentLog log = journal.open("IR-1");
        append(log, "first");
        disk.beforeSync = () -> {
            throw new IllegalStateException("power cut");
        };
        assertThatThrownBy(() -> append(log, "second")).hasMessageContaining("power cut");
        assertThatThrownBy(() -> append(log, "third")).isInstanceOf(JournalException.class);
        log.close();
        disk.losePower();

        assertThat(types()).containsExactly("first");
    }

    @Test
    void open_tornEndOnAFullDisk_isRefusedAndNotedLater() throws IOException {
        FileJournal journal = disk.journal(root);
        try (IncidentLog log = journal.open("IR-1")) {
            append(log, "first");
        }
        Files.writeString(file(), Files.readString(file()) + "{\"at\":\"2026");
        disk.room(0);
        assertThatThrownBy(() -> journal.open("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("make room on the disk");
        assertThat(types()).containsExactly("first");

        disk.room(1 << 20);
        journal.open("IR-1").close();

        assertThat(types()).containsExactly("first", "journal-repaired");
    }

    @Test
    void open_newIncidentOnAFullDisk_saysWhatToDo() {
        disk.room(0);

        assertThatThrownBy(() -> disk.journal(root).open("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Cannot open the journal of IR-1: No space left on device (make room");

        disk.room(1 << 20);
        disk.journal(root).open("IR-1").close();
    }

    @Test
    void append_noRoomForTheNextFile_failsAndGoesOnLater() {
        FileJournal journal = disk.journal(root, 1);
        try (IncidentLog log = journal.open("IR-1")) {
            append(log, "first");
            disk.room(0);
            assertThatThrownBy(() -> append(log, "second")).hasMessageContaining("No space left");
        }
        disk.room(1 << 20);
        try (IncidentLog log = journal.open("IR-1")) {
            append(log, "third");
        }
        assertThat(types()).containsExactly("first", "third");
    }
}
