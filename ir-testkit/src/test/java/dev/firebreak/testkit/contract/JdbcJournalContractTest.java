package dev.firebreak.testkit.contract;

import dev.firebreak.journal.Journal;
import dev.firebreak.journal.jdbc.JdbcJournal;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class JdbcJournalContractTest extends JournalContract {
    @Override
    protected Journal journal() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return JdbcJournal.in(database).createTables();
    }
}
