package dev.firebreak.journal.jdbc;

import dev.firebreak.JournalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The right of one process to write the records of an incident, for a time; whoever takes it next has a higher token. */
record Lease(String incident, long token, Clock clock, Duration time) {
    /** The class of SQL states for a violated constraint. */
    private static final String DUPLICATE = "23";

    /** The row as it is; the token is 0 when there is none. */
    private record Row(String holder, long token, long expiresAt) {}

    /** Takes the lease, or names who has it. The caller ends the transaction. */
    static Lease take(Connection connection, String incident, Clock clock, Duration time) throws SQLException {
        Row row = read(connection, incident);
        if (row.expiresAt > clock.millis()) {
            throw taken(
                    incident, row.holder + " has it open, with a lease until " + Instant.ofEpochMilli(row.expiresAt));
        }
        String holder = "process " + ProcessHandle.current().pid() + " since " + clock.instant();
        String change = row.token == 0
                ? "INSERT INTO firebreak_lease (holder, expires_at, token, incident) VALUES (?, ?, ?, ?)"
                : "UPDATE firebreak_lease SET holder = ?, expires_at = ?, token = ? WHERE incident = ? AND token = ? AND expires_at = ?";
        try (PreparedStatement statement = connection.prepareStatement(change)) {
            statement.setString(1, holder);
            statement.setLong(2, clock.millis() + time.toMillis());
            statement.setLong(3, row.token + 1);
            statement.setString(4, incident);
            if (row.token > 0) {
                statement.setLong(5, row.token);
                statement.setLong(6, row.expiresAt);
            }
            if (statement.executeUpdate() == 0) {
                throw taken(incident, "another process has just opened it");
            }
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(DUPLICATE)) {
                throw taken(incident, "another process has just opened it");
            }
            throw e;
        }
        return new Lease(incident, row.token + 1, clock, time);
    }

    private static Row read(Connection connection, String incident) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT holder, token, expires_at FROM firebreak_lease WHERE incident = ?")) {
            query.setString(1, incident);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? new Row(rows.getString(1), rows.getLong(2), rows.getLong(3)) : new Row("", 0, 0);
            }
        }
    }

    private static JournalException taken(String incident, String why) {
        return new JournalException("Cannot open the journal of " + incident + ": " + why
                + " (wait for it to end, or use journal.read for a look)");
    }

    /**
     * Renews the lease, and keeps others from taking it until the transaction ends.
     *
     * @throws JournalException when another process has taken it
     */
    void renew(Connection connection) throws SQLException {
        if (update(connection, clock.millis() + time.toMillis()) == 0) {
            throw new JournalException(
                    "Cannot write the journal of " + incident
                            + ": another process has taken over; no further change is made here (its lease ran out, or its row was removed)");
        }
    }

    /** Lets others take it at once; nothing when it is lost already. */
    void giveUp(Connection connection) throws SQLException {
        update(connection, 0);
    }

    private int update(Connection connection, long expiresAt) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE firebreak_lease SET expires_at = ? WHERE incident = ? AND token = ?")) {
            update.setLong(1, expiresAt);
            update.setString(2, incident);
            update.setLong(3, token);
            return update.executeUpdate();
        }
    }
}
