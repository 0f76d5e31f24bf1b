package dev.firebreak.journal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcJournalTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final JdbcDataSource database = new JdbcDataSource();
    private JdbcJournal one;

    /** As another process would have it. */
    private JdbcJournal other;

    @BeforeEach
    void makeDatabase() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        one = at(0).createTables();
        other = at(0);
    }

    private JdbcJournal at(long secondsLater) {
        return JdbcJournal.in(database, Clock.fixed(START.plusSeconds(secondsLater), ZoneOffset.UTC));
    }

    private static void append(IncidentLog log, String type) {
        log.append(type, "", CanonicalJson.object());
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Test
    void appendAll_oneIsRefused_leavesNone() throws SQLException {
        try (IncidentLog log = one.open("IR-1")) {
            append(log, "first");
            sql("ALTER TABLE firebreak_record ADD CHECK (sequence < 3)");
            var entry = new IncidentLog.Entry("more", "", CanonicalJson.object());
            assertThatThrownBy(() -> log.appendAll(List.of(entry, entry))).isInstanceOf(JournalException.class);
            assertThat(log.records()).hasSize(1);
        }
        assertThat(one.read("IR-1")).hasSize(1);
    }

    @Test
    void open_heldByAnother_namesTheHolderAndMayBeRead() {
        try (IncidentLog log = one.open("IR-1")) {
            append(log, "first");
            assertThatThrownBy(() -> other.open("IR-1"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("lease until 2026-11-24T10:01:00Z");
            assertThat(other.read("IR-1")).hasSize(1);
        }
        other.open("IR-1").close();
    }

    @Test
    void append_leaseRanOutAndWasTaken_isRefused() {
        IncidentLog stale = one.open("IR-1");
        append(stale, "first");
        try (IncidentLog log = at(61).open("IR-1")) {
            append(log, "second");
            assertThatThrownBy(() -> append(stale, "third"))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("another process has taken over; no further change is made");
            assertThatThrownBy(() -> append(stale, "fourth")).isInstanceOf(JournalException.class);
            stale.close();
            append(log, "fifth");
        }
        assertThat(other.read("IR-1")).extracting(JournalRecord::type).containsExactly("first", "second", "fifth");
    }

    @Test
    void append_leaseRanOutButNobodyTookIt_goesOn() throws SQLException {
        try (IncidentLog log = one.open("IR-1")) {
            sql("UPDATE firebreak_lease SET expires_at = 0");
            append(log, "first");
            assertThatThrownBy(() -> other.open("IR-1")).isInstanceOf(JournalException.class);
        }
    }

    /** A clock that is wrong lets a lease be taken early, and stops the one that had it. */
    @Test
    void open_againAfterTheLeaseWasLost_waitsForTheOtherOne() {
        IncidentLog stale = one.open("IR-1");
        IncidentLog taken = at(3600).open("IR-1");
        assertThatThrownBy(() -> append(stale, "first")).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> one.open("IR-1")).hasMessageContaining("has it open");

        taken.close();

        try (IncidentLog log = one.open("IR-1")) {
            append(log, "second");
        }
        stale.close();
        assertThat(one.read("IR-1")).hasSize(1);
    }

    @Test
    void append_databaseRefuses_isRefusedUntilOpenedAgain() throws SQLException {
        IncidentLog log = one.open("IR-1");
        append(log, "first");
        sql("ALTER TABLE firebreak_record RENAME TO elsewhere");
        assertThatThrownBy(() -> append(log, "second"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("no further change is made (see to the database");
        sql("ALTER TABLE elsewhere RENAME TO firebreak_record");
        assertThatThrownBy(() -> append(log, "third")).isInstanceOf(JournalException.class);
        log.close();

        try (IncidentLog again = at(61).open("IR-1")) {
            append(again, "fourth");
        }
        assertThat(other.read("IR-1")).extracting(JournalRecord::type).containsExactly("first", "fourth");
    }

    @Test
    void read_editedRow_namesTheLine() throws SQLException {
        try (IncidentLog log = one.open("IR-1")) {
            append(log, "first");
            append(log, "second");
        }
        sql("UPDATE firebreak_record SET line = REPLACE(line, 'first', 'worst') WHERE sequence = 1");

        assertThatThrownBy(() -> other.read("IR-1")).hasMessageContaining("line 1 is broken");
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(() -> other.open("IR-1")).hasMessageContaining("line 1 is broken");
        }
    }

    @Test
    void read_rowsOfAnotherIncident_areNotTrusted() throws SQLException {
        try (IncidentLog log = one.open("IR-1")) {
            append(log, "first");
        }
        sql("UPDATE firebreak_record SET incident = 'IR-2'");

        assertThatThrownBy(() -> other.read("IR-2")).hasMessageContaining("its records are of IR-1");
    }

    @Test
    void open_longStep_renewsTheLease() {
        var system = JdbcJournal.in(database).withLeaseOf(Duration.ofSeconds(1));
        try (IncidentLog log = system.open("IR-1")) {
            long first = expiry();
            while (expiry() == first) {
                Thread.onSpinWait();
            }
            append(log, "first");
        }
        assertThat(other.read("IR-1")).hasSize(1);
    }

    private long expiry() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT expires_at FROM firebreak_lease")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void withLeaseOf_less_isRefused() {
        assertThatThrownBy(() -> one.withLeaseOf(Duration.ofMillis(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least a second");
    }
}
