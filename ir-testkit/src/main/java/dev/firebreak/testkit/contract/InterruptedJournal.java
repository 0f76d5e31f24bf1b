package dev.firebreak.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.Journal;
import dev.firebreak.journal.JournalRecord;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal that does something in place of taking the next record, once it has taken a given number: a crash, as a rule. */
public final class InterruptedJournal implements Journal {
    private final Journal journal;
    private final AtomicInteger left;
    private final Runnable interruption;

    private InterruptedJournal(Journal journal, int records, Runnable interruption) {
        this.journal = journal;
        this.left = new AtomicInteger(records);
        this.interruption = interruption;
    }

    /** A journal that takes this many records, then runs the interruption before each further one; a crash throws. */
    public static InterruptedJournal after(int records, Journal journal, Runnable interruption) {
        return new InterruptedJournal(journal, records, interruption);
    }

    /** Whether there was an interruption. */
    public boolean interrupted() {
        return left.get() < 0;
    }

    @Override
    public IncidentLog open(String incident) {
        IncidentLog log = journal.open(incident);
        return new IncidentLog() {
            @Override
            public JournalRecord append(String type, String step, JsonNode data) {
                if (left.decrementAndGet() < 0) {
                    interruption.run();
                }
                return log.append(type, step, data);
            }

            @Override
            public List<JournalRecord> records() {
                return log.records();
            }

            @Override
            public void close() {
                log.close();
            }
        };
    }

    @Override
    public List<JournalRecord> read(String incident) {
        return journal.read(incident);
    }
}
