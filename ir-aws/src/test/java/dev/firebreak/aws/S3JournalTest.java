package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bucket, and journals in it as several processes would have them. */
class S3JournalTest {
    private final ManualClock clock = ManualClock.create();
    private final FakeAws fake = FakeAws.builder().clock(clock).build();
    private final Vault vault = new Vault(fake, clock);
    private S3Journal one;
    private S3Journal other;

    @BeforeEach
    void makeJournals() {
        one = vault.journal();
        other = vault.journal();
    }

    @AfterEach
    void close() {
        vault.close();
        fake.close();
    }

    private static void append(IncidentLog log, String type) {
        log.append(type, "", CanonicalJson.object());
    }

    private List<String> types() {
        return other.read("IR-1").stream().map(JournalRecord::type).toList();
    }

    @Test
    void open_heldByAnother_namesTheHolderAndMayBeRead() {
        try (IncidentLog log = one.open("IR-1")) {
            append(log, "first");
            assertThatThrownBy(() -> other.open("IR-1"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("with a lease until 2026-01-15T09:01:00Z");
            assertThat(types()).containsExactly("first");
        }
        other.open("IR-1").close();
    }

    @Test
    void open_twoAtOnce_oneIsRefused() {
        vault.before("lease.json", () -> {
            IncidentLog log = other.open("IR-1");
            append(log, "first");
        });

        assertThatThrownBy(() -> one.open("IR-1"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("another process has just opened it");
        assertThat(types()).containsExactly("first");
    }

    @Test
    void append_leaseRanOutAndWasTaken_isRefused() {
        IncidentLog stale = one.open("IR-1");
        append(stale, "first");
        clock.advance(Duration.ofSeconds(61));
        try (IncidentLog log = other.open("IR-1")) {
            assertThatThrownBy(() -> append(stale, "second"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("another process has taken over; no further change is made");
            assertThatThrownBy(() -> append(stale, "third")).isInstanceOf(JournalException.class);
            append(log, "fourth");
            stale.close();
            append(log, "fifth");
            assertThatThrownBy(() -> vault.journal().open("IR-1")).hasMessageContaining("has it open");
        }
        assertThat(types()).containsExactly("first", "fourth", "fifth");
    }

    @Test
    void append_leaseRanOutButNobodyTookIt_goesOn() {
        try (IncidentLog log = one.open("IR-1")) {
            clock.advance(Duration.ofHours(1));
            append(log, "first");
        }
        assertThat(types()).containsExactly("first");
    }

    /** Its last record gets in before the number of the one that takes over, which must know of it. */
    @Test
    void open_slowWriterGetsInBeforeTheFence_readsWhatItWrote() {
        IncidentLog stale = one.open("IR-1");
        append(stale, "first");
        clock.advance(Duration.ofSeconds(61));
        vault.before("records/", () -> append(stale, "second"));

        try (IncidentLog log = other.open("IR-1")) {
            assertThat(log.records()).extracting(JournalRecord::type).containsExactly("first", "second");
            assertThatThrownBy(() -> append(stale, "third")).hasMessageContaining("taken over");
            append(log, "fourth");
        }
        assertThat(types()).containsExactly("first", "second", "fourth");
    }

    @Test
    void append_writeHeldUpUntilAnotherTookOver_isRefused() {
        IncidentLog stale = one.open("IR-1");
        clock.advance(Duration.ofSeconds(61));
        vault.before("records/", () -> other.open("IR-1"));

        assertThatThrownBy(() -> append(stale, "first")).hasMessageContaining("another process has taken over");
        assertThat(types()).isEmpty();
    }

    @Test
    void append_severalAtOnce_areOneObject() {
        try (IncidentLog log = one.open("IR-1")) {
            var entry = new IncidentLog.Entry("test", "", CanonicalJson.object());
            log.appendAll(List.of(entry, entry, entry));
        }
        assertThat(vault.s3
                        .listObjectsV2(request -> request.bucket(vault.bucket).prefix("journals/IR-1/records/"))
                        .contents())
                .hasSize(2);
    }

    /** The lease, the fence, two records, and the lease that is given up. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void append_answerLost_goesOnWithEachRecordOnce(int write) {
        fake.faults().on("s3", "PutObject").nth(write).loseAnswer();
        try (IncidentLog log = one.open("IR-1")) {
            append(log, "first");
            append(log, "second");
        }
        fake.faults().clear();

        assertThat(types()).containsExactly("first", "second");
        other.open("IR-1").close();
    }

    @Test
    void append_throttledForAWhile_goesOn() {
        try (IncidentLog log = one.open("IR-1")) {
            fake.faults().on("s3", "PutObject").first(2).throttle();
            append(log, "first");
        }
        assertThat(types()).containsExactly("first");
    }

    @Test
    void append_throttledForGood_isRefusedUntilOpenedAgain() {
        IncidentLog log = one.open("IR-1");
        append(log, "first");
        fake.faults().on("s3", "PutObject").always().throttle();
        assertThatThrownBy(() -> append(log, "second"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("no further change is made (see to the bucket");
        fake.faults().clear();
        assertThatThrownBy(() -> append(log, "third")).isInstanceOf(JournalException.class);

        try (IncidentLog again = one.open("IR-1")) {
            append(again, "fourth");
        }
        assertThat(types()).containsExactly("first", "fourth");
    }

    @Test
    void append_conflictingWriteUnderWay_triesAgain() {
        try (IncidentLog log = one.open("IR-1")) {
            fake.faults().on("s3", "PutObject").first(2).refuse("ConditionalRequestConflict", 409, "Try again");
            append(log, "first");
        }
        assertThat(types()).containsExactly("first");
    }

    @Test
    void append_somebodyElsesObjectInItsPlace_isRefusedAndNamed() {
        IncidentLog log = one.open("IR-1");
        vault.put(Vault.object(2), "");

        assertThatThrownBy(() -> append(log, "first"))
                .hasMessageContaining("another process has taken over")
                .hasMessageContaining(Vault.object(2) + " was written or removed by another");
    }

    /** What is not the holder's may not pass for its record, not even one that continues the chain. */
    @Test
    void read_objectOfAnotherWriterInTheChain_isNamed() {
        try (IncidentLog log = one.open("IR-1")) {
            append(log, "first");
        }
        JournalRecord first = other.read("IR-1").get(0);
        vault.put(
                Vault.object(3),
                new JournalRecord(2, first.at(), "IR-1", "forged", "", CanonicalJson.object(), first.hash()).line()
                        + "\n");

        assertThatThrownBy(() -> other.read("IR-1"))
                .hasMessageContaining(Vault.object(3) + ": it is not of the process that had the incident open");
    }

    @Test
    void renew_leaseTakenByAnother_stopsTheLog() {
        S3Journal brief = vault.builder().lease(Duration.ofSeconds(1)).build();
        IncidentLog log = brief.open("IR-1");
        vault.put(Vault.lease(), "{\"expiresAt\":\"2026-01-15T10:00:00Z\",\"holder\":\"them\",\"objects\":1}");

        assertThatThrownBy(() -> {
                    while (true) {
                        append(log, "test");
                    }
                })
                .hasMessageContaining("another process has taken over");
    }

    @Test
    void renew_lasting_movesTheLeaseOn() {
        try (IncidentLog log =
                vault.builder().lease(Duration.ofSeconds(1)).build().open("IR-1")) {
            append(log, "first");
            String first = lease();
            clock.advance(Duration.ofSeconds(30));
            while (lease().equals(first)) {
                Thread.onSpinWait();
            }
            assertThat(lease())
                    .contains("\"expiresAt\":\"2026-01-15T09:00:31Z\"")
                    .contains("\"objects\":2");
        }
    }

    private String lease() {
        return vault.s3
                .getObjectAsBytes(request -> request.bucket(vault.bucket).key(Vault.lease()))
                .asUtf8String();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../IR-1", "IR-1/../../x", "a/b", "", "IR 1", "IR-1\n", "%2e%2e", "lease.json/..", "é"})
    void open_hostileIncident_isRefusedBeforeAnyCall(String incident) {
        int before = fake.calls().size();
        assertThatThrownBy(() -> one.open(incident)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.read(incident)).isInstanceOf(IllegalArgumentException.class);
        assertThat(fake.calls()).hasSize(before);
    }

    @Test
    void read_incidentWhoseIdBeginsLikeAnother_isKeptApart() {
        try (IncidentLog log = one.open("IR-10")) {
            append(log, "first");
        }
        assertThat(other.read("IR-1")).isEmpty();
    }
}
