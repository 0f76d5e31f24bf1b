package dev.firebreak.journal.jdbc;

import dev.firebreak.JournalException;
import dev.firebreak.journal.JournalChain;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.journal.spi.RecordBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The records of incidents as rows. */
final class Rows {
    private Rows() {}

    static List<JournalRecord> read(Connection connection, String incident) throws SQLException {
        List<JournalRecord> records = JournalChain.check("of " + incident, lines(connection, incident));
        if (!records.isEmpty() && !records.get(0).incident().equals(incident)) {
            throw new JournalException("Cannot trust journal of " + incident + ": its records are of "
                    + records.get(0).incident() + " (keep the rows as evidence; restore them from a copy to go on)");
        }
        return records;
    }

    private static List<String> lines(Connection connection, String incident) throws SQLException {
        var lines = new ArrayList<String>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT line FROM firebreak_record WHERE incident = ? ORDER BY sequence")) {
            query.setString(1, incident);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        return lines;
    }

    static void insert(Connection connection, RecordBatch batch, Lease lease) throws SQLException {
        List<String> lines = batch.lines();
        long sequence = batch.records().get(0).sequence();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO firebreak_record (incident, sequence, token, line) VALUES (?, ?, ?, ?)")) {
            for (String line : lines) {
                insert.setString(1, lease.incident());
                insert.setLong(2, sequence++);
                insert.setLong(3, lease.token());
                insert.setString(4, line);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
