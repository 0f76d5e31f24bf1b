package dev.firebreak.testkit.contract;

import dev.firebreak.journal.Journal;
import dev.firebreak.journal.jdbc.JdbcJournal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Against a real PostgreSQL, whose JDBC URL is given by {@code -Dfirebreak.postgres}; its tables of journals are emptied. */
@EnabledIfSystemProperty(named = "firebreak.postgres", matches = "jdbc:postgresql:.+")
class PostgresJournalContractTest extends JournalContract {
    @Override
    protected Journal journal() {
        var database = new PGSimpleDataSource();
        database.setURL(System.getProperty("firebreak.postgres"));
        JdbcJournal journal = JdbcJournal.in(database).createTables();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE firebreak_record, firebreak_lease");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot empty the journal's tables", e);
        }
        return journal;
    }
}
