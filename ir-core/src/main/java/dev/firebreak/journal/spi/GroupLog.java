package dev.firebreak.journal.spi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.JournalException;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.JournalRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The open log of one incident over a store. Appenders put their records into the batch that comes next; the first one in it writes it
 * for all of them, as soon as the batch before is written. After a failure the log takes no more records.
 */
public final class GroupLog implements IncidentLog {
    private static final long LONGEST_PAUSE = 2_000_000;

    private final RecordStore store;
    private final String incident;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Condition complete = lock.newCondition();
    private final List<JournalRecord> opened;
    private final List<KeptLines> appended = new ArrayList<>();
    private final TimeText times = new TimeText();
    private RecordBatch next = new RecordBatch();
    private long lastSequence;
    private String lastHash;
    private boolean busy;
    private int expected = 1;
    private long lastWrite;
    private @Nullable JournalException failure;
    private @Nullable ScheduledExecutorService renewal;

    /**
     * A log over a store.
     *
     * @param records all records that are in the store, checked, oldest first
     */
    public GroupLog(RecordStore store, String incident, Clock clock, List<JournalRecord> records) {
        this.store = store;
        this.incident = incident;
        this.clock = clock;
        this.opened = List.copyOf(records);
        this.lastSequence = records.size();
        this.lastHash = records.isEmpty()
                ? JournalRecord.NO_HASH
                : records.get(records.size() - 1).hash();
    }

    /** This log, whose store is from now on asked to keep the right to write, with this pause between. */
    public GroupLog renewedEvery(Duration pause) {
        ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "firebreak-lease");
            thread.setDaemon(true);
            return thread;
        });
        threads.scheduleWithFixedDelay(this::renew, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        renewal = threads;
        return this;
    }

    @Override
    public JournalRecord append(String type, String step, JsonNode data) {
        return appendAll(List.of(new Entry(type, step, data))).get(0);
    }

    @Override
    public List<JournalRecord> appendAll(List<Entry> entries) {
        var drafts = new ArrayList<RecordDraft>(entries.size());
        for (Entry entry : entries) {
            drafts.add(new RecordDraft(incident, entry));
        }
        var made = new ArrayList<JournalRecord>(drafts.size());
        if (!drafts.isEmpty()) {
            commit(drafts, made);
        }
        return made;
    }

    private void commit(List<RecordDraft> drafts, List<JournalRecord> made) {
        RecordBatch batch;
        boolean leads;
        lock.lock();
        try {
            refuseAfterFailure();
            batch = next;
            drafts.forEach(draft -> made.add(place(draft, batch)));
            leads = batch.join(Thread.currentThread());
            if (batch.appenders() == expected) {
                complete.signal();
            }
        } finally {
            lock.unlock();
        }
        if (leads) {
            lead(batch);
        } else {
            batch.await();
        }
        if (batch.failure() != null) {
            throw again(batch.failure());
        }
    }

    private JournalRecord place(RecordDraft draft, RecordBatch batch) {
        Instant now = clock.instant();
        lastSequence++;
        JournalRecord made = draft.at(lastSequence, now, lastHash);
        lastHash = batch.add(made, draft.line(lastSequence, times.of(now), lastHash));
        return made;
    }

    private void lead(RecordBatch batch) {
        lock.lock();
        try {
            awaitIdle();
            if (batch.isSettled()) {
                return;
            }
            busy = true;
            awaitOthers(batch);
            next = new RecordBatch();
        } finally {
            lock.unlock();
        }
        write(batch);
    }

    /** An interrupt waits for the store. */
    private void awaitIdle() {
        while (busy) {
            idle.awaitUninterruptibly();
        }
    }

    /** Where many appended at once they will do so again: a pause that is short beside a write saves every other one. */
    private void awaitOthers(RecordBatch batch) {
        long left = Math.min(lastWrite / 2, LONGEST_PAUSE);
        try {
            while (batch.appenders() < expected && left > 0) {
                left = complete.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(RecordBatch batch) {
        long began = System.nanoTime();
        JournalException trouble = attempt(() -> store.write(batch));
        lock.lock();
        try {
            lastWrite = System.nanoTime() - began;
            expected = batch.appenders() + next.appenders();
            if (trouble == null) {
                appended.add(KeptLines.of(batch.bytes()));
            }
            batch.settle(trouble);
            endTurn(trouble);
        } finally {
            lock.unlock();
        }
        batch.wakeFollowers();
    }

    private @Nullable JournalException attempt(Runnable work) {
        JournalException trouble = null;
        try {
            work.run();
        } catch (JournalException e) {
            trouble = e;
        } catch (RuntimeException | Error e) {
            trouble = new JournalException("Cannot write the journal of " + incident + ": " + e, e);
        }
        return trouble;
    }

    private void endTurn(@Nullable JournalException trouble) {
        busy = false;
        if (trouble != null) {
            fail(trouble);
        }
        idle.signalAll();
    }

    /** A failure takes the next batch along, whose records continue those that are not there. */
    private void fail(JournalException trouble) {
        if (failure == null) {
            failure = trouble;
        }
        next.settle(trouble);
        next.wakeFollowers();
    }

    /** Steps may take longer than the right to write lasts; a failure shows at the next append. */
    private void renew() {
        lock.lock();
        try {
            awaitIdle();
            if (failure != null) {
                return;
            }
            busy = true;
        } finally {
            lock.unlock();
        }
        JournalException trouble = attempt(store::renew);
        lock.lock();
        try {
            endTurn(trouble);
        } finally {
            lock.unlock();
        }
    }

    private void refuseAfterFailure() {
        if (failure != null) {
            throw again(failure);
        }
    }

    private static JournalException again(JournalException cause) {
        return new JournalException(String.valueOf(cause.getMessage()), cause);
    }

    boolean hasFailed() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<JournalRecord> records() {
        var all = new ArrayList<>(opened);
        batches().forEach(batch -> batch.lines().forEach(line -> all.add(JournalRecord.parse(line))));
        return Collections.unmodifiableList(all);
    }

    private List<KeptLines> batches() {
        lock.lock();
        try {
            return List.copyOf(appended);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is left to write: every append has returned, or will fail. */
    @Override
    public void close() {
        if (renewal != null) {
            renewal.shutdown();
        }
        lock.lock();
        try {
            awaitIdle();
            fail(new JournalException("Cannot use the journal of " + incident + ": it was closed"));
            idle.signalAll();
        } finally {
            lock.unlock();
        }
        store.close();
    }
}
