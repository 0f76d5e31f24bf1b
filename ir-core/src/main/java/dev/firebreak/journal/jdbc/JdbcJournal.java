package dev.firebreak.journal.jdbc;

import dev.firebreak.Incident;
import dev.firebreak.JournalException;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.Journal;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.journal.spi.OpenLogs;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps records in a database, so that any member of a team can go on with an incident. Tried with PostgreSQL, H2 and SQLite.
 *
 * <p>The process that has an incident open holds a lease, which it renews. When it dies, another may open the incident once the lease
 * has run out. Each lease has a number one higher than the one before, and a record is written only in a transaction that finds the
 * writer's own number still in force: a process that lost its lease, by a pause or a wrong clock, cannot append, and so stops before
 * its next change. Clocks of the processes decide only when a lease may be taken, never who may write.
 *
 * <p>The records are one chain, as those of a {@link dev.firebreak.journal.FileJournal}. What the database's administrators may do to
 * it, they may do to the last records too: remove them, without that showing.
 *
 * <p><b>Failure:</b> after any error of the database the log takes no more records until the incident is opened again.
 */
public final class JdbcJournal implements Journal {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS firebreak_lease (incident VARCHAR(200) PRIMARY KEY, holder VARCHAR(200) NOT NULL,"
                    + " token BIGINT NOT NULL, expires_at BIGINT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS firebreak_record (incident VARCHAR(200) NOT NULL, sequence BIGINT NOT NULL,"
                    + " token BIGINT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (incident, sequence))");

    private final DataSource database;
    private final Clock clock;
    private final Duration lease;
    private final OpenLogs logs = new OpenLogs();

    private JdbcJournal(DataSource database, Clock clock, Duration lease) {
        this.database = database;
        this.clock = clock;
        this.lease = lease;
    }

    /** A journal in this database; an open incident keeps one connection. */
    public static JdbcJournal in(DataSource database) {
        return in(database, Clock.systemUTC());
    }

    /** A journal in this database that takes the time from this clock. */
    public static JdbcJournal in(DataSource database, Clock clock) {
        return new JdbcJournal(database, clock, LEASE);
    }

    /**
     * This journal with another time for which a lease is taken and renewed; if not set, 60 seconds. Make it before an incident is
     * opened.
     *
     * @throws IllegalArgumentException when it is shorter than a second
     */
    public JdbcJournal withLeaseOf(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("Invalid lease: " + time + " (must be at least a second)");
        }
        return new JdbcJournal(database, clock, time);
    }

    /**
     * Makes the two tables where they are missing: {@code firebreak_lease} and {@code firebreak_record}.
     *
     * @throws JournalException when the database refuses
     */
    public JdbcJournal createTables() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            return this;
        } catch (SQLException e) {
            throw new JournalException("Cannot make the journal's tables: " + e.getMessage(), e);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws JournalException also when the database cannot be reached
     */
    @Override
    public IncidentLog open(String incident) {
        String id = Incident.of(incident).id();
        return logs.open(id, () -> JdbcStore.open(database, id, clock, lease));
    }

    @Override
    public List<JournalRecord> read(String incident) {
        String id = Incident.of(incident).id();
        try (Connection connection = database.getConnection()) {
            return Rows.read(connection, id);
        } catch (SQLException e) {
            throw new JournalException("Cannot read the journal of " + id + ": " + e.getMessage(), e);
        }
    }
}
