package dev.firebreak.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.StepStatus;
import dev.firebreak.evidence.Lab.Host;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.journal.JournalRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceCollectorTest {
    private static final Host HOST = new Host("h1");

    @TempDir
    Path directory;

    private final Lab lab = new Lab().file("console.txt", "boot ok\n").file("ps.txt", "1 init\n");
    private final InMemoryJournal journal = InMemoryJournal.create(Lab.CLOCK);

    private EvidenceCollector collector() {
        return lab.collector(directory, LocalEvidenceStore.in(directory.resolve("store")), journal);
    }

    private List<CustodyRecord> custody() {
        return journal.read("IR-1").stream()
                .filter(entry -> entry.type().equals(CustodyRecord.TYPE))
                .map(JournalRecord::data)
                .map(CustodyRecord::fromJson)
                .toList();
    }

    private static InputStream breaksAfter(String start, Exception failure) {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                if (failure instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw (IOException) failure;
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(start.getBytes()), broken);
    }

    @Test
    void collect_two_files_stores_both() {
        EvidenceReport report = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"), Lab.read("ps.txt"))
                .plan()
                .execute()
                .orThrow();
        assertThat(report.items()).extracting(EvidenceItem::name).containsExactly("console.txt", "ps.txt");
        assertThat(report.items()).extracting(EvidenceItem::size).containsExactly(8L, 7L);
        assertThat(report.describe())
                .contains("collected", report.items().get(0).sha256());
    }

    @Test
    void collect_file_journals_custody_in_order() {
        collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan()
                .execute();
        assertThat(custody())
                .extracting(CustodyRecord::event)
                .containsExactly(
                        CustodyEvent.IDENTIFIED, CustodyEvent.ACQUIRED, CustodyEvent.HASHED, CustodyEvent.VERIFIED);
        CustodyRecord hashed = custody().get(2);
        assertThat(hashed.actor()).isEqualTo("lab:acct::role/responder");
        assertThat(hashed.requestIds()).containsExactly("req-1");
        assertThat(hashed.size()).hasValue(8);
        assertThat(hashed.tool()).startsWith("firebreak ");
        assertThat(hashed.digests())
                .singleElement()
                .satisfies(digest -> assertThat(digest.over()).isEqualTo("stored"));
    }

    @Test
    void collect_again_reads_nothing_twice() {
        EvidencePlan plan = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan();
        plan.execute();
        EvidenceReport again = plan.execute();
        assertThat(lab.openings).hasValue(1);
        assertThat(again.orThrow().items()).hasSize(1);
        assertThat(custody()).hasSize(4);
    }

    @Test
    void collect_stream_breaks_stores_nothing() {
        lab.file("console.txt", () -> breaksAfter("half", new SocketTimeoutException("Read timed out")));
        EvidenceReport report = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"), Lab.read("ps.txt"))
                .plan()
                .execute();
        assertThat(report.results().get(0).status()).isEqualTo(StepStatus.FAILED);
        assertThat(report.results().get(0).message()).contains("Read timed out", "nothing was stored");
        assertThat(report.items()).extracting(EvidenceItem::name).containsExactly("ps.txt");
        assertThat(LocalEvidenceStore.in(directory.resolve("store")).list("IR-1"))
                .hasSize(1);
        assertThatThrownBy(report::orThrow)
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("Read timed out");
    }

    @Test
    void collect_client_error_midway_is_unknown_and_stores_nothing() {
        lab.file("console.txt", () -> breaksAfter("half", new IllegalStateException("connection reset")));
        EvidenceReport report = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan()
                .execute();
        assertThat(report.results().get(0).status()).isEqualTo(StepStatus.UNKNOWN);
        assertThat(LocalEvidenceStore.in(directory.resolve("store")).list("IR-1"))
                .isEmpty();
    }

    @Test
    void collect_fewer_bytes_than_expected_fails() {
        lab.refinement = capture -> capture.expectedSize(100);
        EvidenceReport report = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan()
                .execute();
        assertThat(report.results().get(0).status()).isEqualTo(StepStatus.FAILED);
        assertThat(report.results().get(0).message()).contains("ended after 8 of 100 bytes");
        assertThat(report.items()).isEmpty();
    }

    @Test
    void collect_more_bytes_than_expected_fails() {
        lab.refinement = capture -> capture.expectedSize(3);
        EvidenceReport report = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan()
                .execute();
        assertThat(report.results().get(0).message()).contains("goes on after the 3 bytes expected");
        assertThat(report.items()).isEmpty();
    }

    @Test
    void collect_after_failure_collects_what_is_missing() {
        lab.file("console.txt", () -> breaksAfter("half", new IOException("reset")));
        EvidencePlan plan = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"), Lab.read("ps.txt"))
                .plan();
        plan.execute();
        lab.file("console.txt", "boot ok\n");
        assertThat(plan.execute().orThrow().items()).hasSize(2);
        assertThat(lab.openings).hasValue(3);
    }

    @Test
    void collect_item_found_without_custody_is_hashed_again() throws Exception {
        EvidencePlan plan = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan();
        EvidenceItem item = plan.execute().items().get(0);
        var afterCrash = InMemoryJournal.create(Lab.CLOCK);
        try (var log = afterCrash.open("IR-1")) {
            journal.read("IR-1").stream()
                    .takeWhile(entry -> !entry.data().path("event").asText().equals("acquired"))
                    .forEach(entry -> log.append(entry.type(), entry.step(), entry.data()));
        }
        lab.collector(directory, LocalEvidenceStore.in(directory.resolve("store")), afterCrash)
                .load(plan.toJson())
                .execute()
                .orThrow();
        assertThat(lab.openings).hasValue(1);
        assertThat(afterCrash.read("IR-1"))
                .filteredOn(entry -> entry.data().path("event").asText().equals("hashed"))
                .singleElement()
                .satisfies(
                        entry -> assertThat(CustodyRecord.fromJson(entry.data()).digests())
                                .containsExactly(CustodyRecord.Digest.ofStored(item.sha256())));
    }

    @Test
    void execute_other_digest_collects_nothing() {
        EvidencePlan plan = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan();
        assertThatThrownBy(() -> plan.execute("other")).isInstanceOf(PlanRejectedException.class);
        assertThat(lab.openings).hasValue(0);
    }

    @Test
    void describe_plan_names_target() {
        EvidencePlan plan = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan();
        assertThat(plan.describe()).contains("h1", "read a file");
    }

    @Test
    void build_without_store_is_refused() {
        assertThatThrownBy(() -> EvidenceCollector.builder().journal(journal).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no store is set");
    }

    @Test
    void seal_store_altered_is_refused() throws Exception {
        EvidenceReport report = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan()
                .execute();
        Path content =
                Path.of(java.net.URI.create(report.items().get(0).location().uri()));
        Files.writeString(content, "boot bad");
        assertThatThrownBy(() -> report.seal(Ed25519Signer.generate()))
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("other bytes than were collected");
        assertThat(directory.resolve("bags")).isEmptyDirectory();
    }

    @Test
    void seal_item_removed_from_store_is_refused() throws Exception {
        EvidenceReport report = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan()
                .execute();
        Path content =
                Path.of(java.net.URI.create(report.items().get(0).location().uri()));
        Files.move(content.getParent(), directory.resolve("elsewhere"));
        assertThatThrownBy(() -> report.seal(Ed25519Signer.generate()))
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("the store has it no more");
    }

    @Test
    void seal_planted_item_is_refused() throws Exception {
        lab.collector(directory)
                .incident("IR-1")
                .collect(HOST, Lab.read("ps.txt"))
                .plan()
                .execute();
        EvidenceReport report = collector()
                .incident("IR-1")
                .collect(HOST, Lab.read("console.txt"))
                .plan()
                .execute();
        assertThatThrownBy(() -> report.seal(Ed25519Signer.generate()))
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("the journal does not say that it was collected");
    }

    @Test
    void seal_over_file_journal_is_intact_and_journaled() {
        var files = FileJournal.in(directory.resolve("journal"), Lab.CLOCK);
        EvidenceCollector collector =
                lab.collector(directory, LocalEvidenceStore.in(directory.resolve("store")), files);
        collector.incident("IR-1").collect(HOST, Lab.read("console.txt")).plan().execute();
        EvidenceBag bag = collector.seal("IR-1", Ed25519Signer.generate());
        assertThat(bag.verify().problems()).isEmpty();
        JournalRecord last = files.read("IR-1").get(files.read("IR-1").size() - 1);
        assertThat(last.line()).contains("\"sealed\"", bag.manifestSha256());
    }
}
