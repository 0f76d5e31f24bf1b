package dev.firebreak.journal.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.JournalException;
import dev.firebreak.internal.SharedLogs;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The open log of one incident in a database: a transaction for what is appended at once. */
final class JdbcLog implements SharedLogs.Log {
    private final String incident;
    private final Clock clock;
    private final Connection connection;
    private final Lease lease;
    private final List<JournalRecord> records;
    private final ScheduledExecutorService renewal;
    private String lastHash;
    private @Nullable JournalException failure;

    private JdbcLog(Connection connection, Lease lease, List<JournalRecord> records) {
        this.incident = lease.incident();
        this.clock = lease.clock();
        this.connection = connection;
        this.lease = lease;
        this.records = new ArrayList<>(records);
        this.lastHash = records.isEmpty()
                ? JournalRecord.NO_HASH
                : hash(records.get(records.size() - 1).line());
        this.renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "firebreak-lease");
            thread.setDaemon(true);
            return thread;
        });
        long pause = lease.time().toMillis() / 3;
        renewal.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    static JdbcLog open(DataSource database, String incident, Clock clock, Duration time) {
        Connection connection = null;
        try {
            connection = database.getConnection();
            connection.setAutoCommit(false);
            Lease lease = Lease.take(connection, incident, clock, time);
            connection.commit();
            return new JdbcLog(connection, lease, records(connection, lease));
        } catch (SQLException e) {
            abandon(connection);
            throw new JournalException("Cannot open the journal of " + incident + ": " + e.getMessage(), e);
        } catch (JournalException e) {
            abandon(connection);
            throw e;
        }
    }

    /** Read behind the lease: nobody else appends any more. A chain that is broken leaves the lease to others. */
    private static List<JournalRecord> records(Connection connection, Lease lease) throws SQLException {
        try {
            List<JournalRecord> records = Rows.read(connection, lease.incident());
            connection.commit();
            return records;
        } catch (JournalException e) {
            lease.giveUp(connection);
            connection.commit();
            throw e;
        }
    }

    private static void abandon(@Nullable Connection connection) {
        if (connection != null) {
            try (connection) {
                connection.rollback();
            } catch (SQLException e) {
                // The connection is of no more use, and the first error is on its way.
            }
        }
    }

    private static String hash(String line) {
        return CanonicalJson.sha256(line.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public JournalRecord append(String type, String step, JsonNode data) {
        return appendAll(List.of(new Entry(type, step, data))).get(0);
    }

    @Override
    public synchronized List<JournalRecord> appendAll(List<Entry> entries) {
        refuseAfterFailure();
        var made = new ArrayList<JournalRecord>();
        inTransaction(() -> {
            lease.renew(connection);
            for (Entry entry : entries) {
                made.add(insert(entry, records.size() + made.size() + 1L));
            }
        });
        records.addAll(made);
        return made;
    }

    private JournalRecord insert(Entry entry, long sequence) throws SQLException {
        var made = new JournalRecord(
                sequence, clock.instant(), incident, entry.type(), entry.step(), entry.data(), lastHash);
        String line = made.line();
        Rows.insert(connection, made, line, lease.token());
        lastHash = hash(line);
        return made;
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** Whether a commit that failed was carried out is not known: the next opening reads what there is. */
    private void inTransaction(Work work) {
        try {
            work.run();
            connection.commit();
        } catch (SQLException e) {
            throw failed(new JournalException(
                    "Cannot write the journal of " + incident + ": " + e.getMessage()
                            + "; no further change is made (see to the database, then run again: it goes on where it stopped)",
                    e));
        } catch (JournalException e) {
            throw failed(e);
        }
    }

    private JournalException failed(JournalException reason) {
        failure = reason;
        renewal.shutdown();
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    private void refuseAfterFailure() {
        JournalException earlier = failure;
        if (earlier != null) {
            throw new JournalException(String.valueOf(earlier.getMessage()), earlier);
        }
    }

    /** Steps may take longer than the lease; a failure shows at the next append. */
    private synchronized void renew() {
        if (failure == null) {
            try {
                inTransaction(() -> lease.renew(connection));
            } catch (JournalException e) {
                // Kept as the failure.
            }
        }
    }

    @Override
    public synchronized boolean hasFailed() {
        return failure != null;
    }

    @Override
    public synchronized List<JournalRecord> records() {
        return List.copyOf(records);
    }

    @Override
    public synchronized void close() {
        renewal.shutdown();
        try (connection) {
            if (failure == null) {
                failure = new JournalException("Cannot use the journal of " + incident + ": it was closed");
                lease.giveUp(connection);
                connection.commit();
            }
        } catch (SQLException e) {
            throw new JournalException("Cannot close the journal of " + incident + ": " + e.getMessage(), e);
        }
    }
}
