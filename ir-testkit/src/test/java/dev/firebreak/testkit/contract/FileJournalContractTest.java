package dev.firebreak.testkit.contract;

import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.Journal;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileJournalContractTest extends JournalContract {
    @TempDir
    private Path directory;

    @Override
    protected Journal journal() {
        return FileJournal.in(directory);
    }
}
