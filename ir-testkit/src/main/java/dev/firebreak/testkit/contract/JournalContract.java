package dev.firebreak.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.IncidentLog.Entry;
import dev.firebreak.journal.Journal;
import dev.firebreak.journal.JournalChain;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} must keep. */
public abstract class JournalContract {
    /** The journal under test, empty. */
    protected abstract Journal journal();

    @Test
    void read_unknownIncident_isEmpty() {
        assertThat(journal().read("IR-none")).isEmpty();
    }

    @Test
    void append_records_areReadInOrder() {
        Journal journal = journal();
        try (IncidentLog log = journal.open("IR-1")) {
            log.append("first", "s-1", CanonicalJson.object().put("é\u0000\"", "v"));
            log.append("second", "", CanonicalJson.object());
            assertThat(log.records()).extracting(JournalRecord::type).containsExactly("first", "second");
        }
        List<JournalRecord> read = journal.read("IR-1");
        assertThat(read).extracting(JournalRecord::sequence).containsExactly(1L, 2L);
        assertThat(read.get(0).data().path("é\u0000\"").asText()).isEqualTo("v");
        assertThat(read.get(0).step()).isEqualTo("s-1");
    }

    @Test
    void open_again_continuesTheChain() {
        Journal journal = journal();
        for (int turn = 0; turn < 3; turn++) {
            try (IncidentLog log = journal.open("IR-1")) {
                log.append("turn", "", CanonicalJson.object().put("turn", turn));
            }
        }
        assertThat(check(journal)).hasSize(3);
    }

    @Test
    void append_dataChangedLater_keepsWhatWasAppended() {
        Journal journal = journal();
        ObjectNode data = CanonicalJson.object().put("value", "then");
        try (IncidentLog log = journal.open("IR-1")) {
            log.append("test", "", data);
            data.put("value", "later");
            assertThat(log.records().get(0).data().path("value").asText()).isEqualTo("then");
        }
    }

    @Test
    void appendAll_entries_areAppendedInOrder() {
        Journal journal = journal();
        try (IncidentLog log = journal.open("IR-1")) {
            log.append("before", "", CanonicalJson.object());
            List<JournalRecord> made = log.appendAll(List.of(
                    new Entry("first", "s-1", CanonicalJson.object().put("value", 1)),
                    new Entry("second", "s-2", CanonicalJson.object().put("value", 2))));
            log.append("after", "", CanonicalJson.object());
            assertThat(made).isEqualTo(log.records().subList(1, 3));
        }
        List<JournalRecord> read = journal.read("IR-1");
        assertThat(read).extracting(JournalRecord::type).containsExactly("before", "first", "second", "after");
        assertThat(read.get(2).step()).isEqualTo("s-2");
        assertThat(read.get(2).data().path("value").asInt()).isEqualTo(2);
        assertThat(check(journal)).hasSize(4);
    }

    @Test
    void appendAll_noEntries_appendsNothing() {
        Journal journal = journal();
        try (IncidentLog log = journal.open("IR-1")) {
            assertThat(log.appendAll(List.of())).isEmpty();
            assertThat(log.records()).isEmpty();
        }
    }

    @Test
    void appendAll_byManyThreads_keepsEntriesTogether() {
        Journal journal = journal();
        try (IncidentLog log = journal.open("IR-1")) {
            byThreads(() -> log.appendAll(List.of(
                    new Entry("one", "", CanonicalJson.object()), new Entry("two", "", CanonicalJson.object()))));
        }
        assertThat(check(journal)).hasSize(200);
        assertThat(journal.read("IR-1")).allMatch(item -> item.type().equals(item.sequence() % 2 == 1 ? "one" : "two"));
    }

    @Test
    void append_incidents_areKeptApart() {
        Journal journal = journal();
        try (IncidentLog one = journal.open("IR-1");
                IncidentLog two = journal.open("IR-2")) {
            one.append("test", "", CanonicalJson.object());
            two.append("test", "", CanonicalJson.object());
        }
        assertThat(journal.read("IR-1"))
                .hasSize(1)
                .allMatch(item -> item.incident().equals("IR-1"));
        assertThat(journal.read("IR-2"))
                .hasSize(1)
                .allMatch(item -> item.incident().equals("IR-2"));
    }

    @Test
    void append_byManyThreads_keepsOneChain() {
        Journal journal = journal();
        try (IncidentLog log = journal.open("IR-1")) {
            byThreads(() -> log.append("test", "", CanonicalJson.object()));
        }
        assertThat(check(journal)).hasSize(100);
    }

    private static void byThreads(Runnable append) {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int count = 0; count < 25; count++) {
                    append.run();
                }
            }));
        }
        writers.forEach(CompletableFuture::join);
    }

    private static List<JournalRecord> check(Journal journal) {
        List<String> lines =
                journal.read("IR-1").stream().map(JournalRecord::line).toList();
        return JournalChain.check("contract", lines);
    }
}
