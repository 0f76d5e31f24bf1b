package dev.firebreak.testkit.contract;

import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.journal.Journal;

class InMemoryJournalContractTest extends JournalContract {
    @Override
    protected Journal journal() {
        return InMemoryJournal.create();
    }
}
