package dev.firebreak.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps records in the memory of this process, for tests and rehearsals. A crash loses them. */
public final class InMemoryJournal implements Journal {
    private final Map<String, Log> logs = new ConcurrentHashMap<>();
    private final Clock clock;

    private InMemoryJournal(Clock clock) {
        this.clock = clock;
    }

    /** An empty journal that takes the time from the system's clock. */
    public static InMemoryJournal create() {
        return create(Clock.systemUTC());
    }

    /** An empty journal that takes the time from this clock. */
    public static InMemoryJournal create(Clock clock) {
        return new InMemoryJournal(clock);
    }

    @Override
    public IncidentLog open(String incident) {
        return logs.computeIfAbsent(incident, made -> new Log(incident, clock));
    }

    @Override
    public List<JournalRecord> read(String incident) {
        Log log = logs.get(incident);
        return log == null ? List.of() : log.records();
    }

    private static final class Log implements IncidentLog {
        private final String incident;
        private final Clock clock;
        private final List<JournalRecord> records = new ArrayList<>();
        private String lastHash = JournalRecord.NO_HASH;

        Log(String incident, Clock clock) {
            this.incident = incident;
            this.clock = clock;
        }

        @Override
        public synchronized JournalRecord append(String type, String step, JsonNode data) {
            var made = new JournalRecord(
                    records.size() + 1L, clock.instant(), incident, type, step, data.deepCopy(), lastHash);
            lastHash = made.hash();
            records.add(made);
            return made;
        }

        @Override
        public synchronized List<JournalRecord> appendAll(List<Entry> entries) {
            return IncidentLog.super.appendAll(entries);
        }

        @Override
        public synchronized List<JournalRecord> records() {
            return List.copyOf(records);
        }

        @Override
        public void close() {
            // The records stay for the next opening.
        }
    }
}
