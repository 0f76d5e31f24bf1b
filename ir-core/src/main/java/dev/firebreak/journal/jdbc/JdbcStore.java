package dev.firebreak.journal.jdbc;

import dev.firebreak.JournalException;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.journal.spi.GroupLog;
import dev.firebreak.journal.spi.RecordBatch;
import dev.firebreak.journal.spi.RecordStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows of one incident that is open: a transaction a batch. */
final class JdbcStore implements RecordStore {
    private final Connection connection;
    private final Lease lease;
    private boolean failed;

    private JdbcStore(Connection connection, Lease lease) {
        this.connection = connection;
        this.lease = lease;
    }

    static GroupLog open(DataSource database, String incident, Clock clock, Duration time) {
        Connection connection = null;
        try {
            connection = database.getConnection();
            connection.setAutoCommit(false);
            Lease lease = Lease.take(connection, incident, clock, time);
            connection.commit();
            List<JournalRecord> records = records(connection, lease);
            return new GroupLog(new JdbcStore(connection, lease), incident, clock, records)
                    .renewedEvery(time.dividedBy(3));
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

    @Override
    public void write(RecordBatch batch) {
        inTransaction(() -> {
            lease.renew(connection);
            Rows.insert(connection, batch, lease);
        });
    }

    @Override
    public void renew() {
        inTransaction(() -> lease.renew(connection));
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
                    "Cannot write the journal of " + lease.incident() + ": " + e.getMessage()
                            + "; no further change is made (see to the database, then run again: it goes on where it stopped)",
                    e));
        } catch (JournalException e) {
            throw failed(e);
        }
    }

    private JournalException failed(JournalException reason) {
        failed = true;
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    @Override
    public void close() {
        try (connection) {
            if (!failed) {
                lease.giveUp(connection);
                connection.commit();
            }
        } catch (SQLException e) {
            throw new JournalException("Cannot close the journal of " + lease.incident() + ": " + e.getMessage(), e);
        }
    }
}
