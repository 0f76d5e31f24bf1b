package dev.firebreak.testkit.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest calls made. Threading: safe for use by many threads. */
public final class CallLog {
    private static final int CAPACITY = 10_000;

    private final Deque<CallRecord> calls = new ArrayDeque<>();

    /** Keeps a record, and forgets the oldest when there are more than 10,000. */
    public synchronized void add(CallRecord call) {
        if (calls.size() == CAPACITY) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    /** The calls kept, the oldest first. */
    public synchronized List<CallRecord> calls() {
        return List.copyOf(calls);
    }

    /** Forgets all calls. */
    public synchronized void clear() {
        calls.clear();
    }
}
