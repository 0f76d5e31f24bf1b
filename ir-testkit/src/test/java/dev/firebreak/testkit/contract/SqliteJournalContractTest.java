package dev.firebreak.testkit.contract;

import dev.firebreak.journal.Journal;
import dev.firebreak.journal.jdbc.JdbcJournal;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteJournalContractTest extends JournalContract {
    @TempDir
    private Path folder;

    @Override
    protected Journal journal() {
        var database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db"));
        return JdbcJournal.in(database).createTables();
    }
}
