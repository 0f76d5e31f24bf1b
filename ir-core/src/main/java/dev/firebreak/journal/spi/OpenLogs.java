package dev.firebreak.journal.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.JournalException;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.JournalRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open logs of a journal: every opening of an incident within the process shares one, which the last to close it closes.
 *
 * <p><b>Threading:</b> safe for use by many threads.
 */
public final class OpenLogs {
    private final Map<String, Shared> open = new HashMap<>();

    /** Opens the log of an incident, anew when the one that is open has failed. */
    public synchronized IncidentLog open(String incident, Supplier<GroupLog> opening) {
        Shared shared = open.get(incident);
        if (shared != null && shared.log.hasFailed()) {
            open.remove(incident);
            shared.log.close();
            shared = null;
        }
        if (shared == null) {
            shared = new Shared(opening.get());
            open.put(incident, shared);
        }
        return new Handle(incident, shared);
    }

    private synchronized void release(String incident, Shared shared) {
        shared.handles--;
        if (shared.handles == 0 && open.remove(incident, shared)) {
            shared.log.close();
        }
    }

    private static final class Shared {
        private final GroupLog log;
        private int handles;

        Shared(GroupLog log) {
            this.log = log;
        }
    }

    private final class Handle implements IncidentLog {
        private final String incident;
        private @Nullable Shared shared;

        Handle(String incident, Shared shared) {
            this.incident = incident;
            this.shared = shared;
            shared.handles++;
        }

        private GroupLog log() {
            Shared current = shared;
            if (current == null) {
                throw new JournalException("Cannot use the journal of " + incident + ": it was closed");
            }
            return current.log;
        }

        @Override
        public JournalRecord append(String type, String step, JsonNode data) {
            return log().append(type, step, data);
        }

        @Override
        public List<JournalRecord> appendAll(List<Entry> entries) {
            return log().appendAll(entries);
        }

        @Override
        public List<JournalRecord> records() {
            return log().records();
        }

        @Override
        public void close() {
            Shared current = shared;
            shared = null;
            if (current != null) {
                release(incident, current);
            }
        }
    }
}
