package dev.firebreak.aws.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.Journal;
import dev.firebreak.journal.JournalRecord;
import java.util.List;

/** A journal whose process may die before and behind each record, those of one batch included. */
record MortalJournal(Journal journal, Fate fate) implements Journal {
    @Override
    public IncidentLog open(String incident) {
        fate.pass("before opening the journal");
        return new MortalLog(journal.open(incident), fate);
    }

    @Override
    public List<JournalRecord> read(String incident) {
        return journal.read(incident);
    }

    private record MortalLog(IncidentLog log, Fate fate) implements IncidentLog {
        @Override
        public JournalRecord append(String type, String step, JsonNode data) {
            String what = type + " " + step;
            fate.pass("before " + what);
            JournalRecord made = log.append(type, step, data);
            fate.pass("behind " + what);
            return made;
        }

        @Override
        public List<JournalRecord> records() {
            return log.records();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
