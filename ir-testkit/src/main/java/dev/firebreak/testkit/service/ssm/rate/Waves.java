package dev.firebreak.testkit.service.ssm.rate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Begins tasks in their order, each as a place becomes free, until too many have failed. */
public final class Waves<T extends Waves.Task> {
    private final int maxErrors;
    private final Deque<T> waiting = new ArrayDeque<>();
    private final List<T> running = new ArrayList<>();
    private final List<Instant> errors = new ArrayList<>();
    private final PriorityQueue<Instant> places = new PriorityQueue<>();

    /**
     * Waves without tasks.
     *
     * @param places how many tasks run at a time
     * @param maxErrors how many may fail; at one more, those that wait are terminated
     */
    public Waves(int places, int maxErrors) {
        this.maxErrors = maxErrors;
        for (int place = 0; place < places; place++) {
            this.places.add(Instant.MIN);
        }
    }

    /** What runs when its turn comes. */
    public interface Task {
        /** When it was asked for. */
        Instant requested();

        /** Begins it. */
        void begin(Instant at);

        /** Brings it up to now. */
        void proceed(Instant now);

        /** When it ended, if it has. */
        Optional<Instant> ended(Instant now);

        /** Whether its end counts as an error. */
        boolean isError();

        /** Ends it without having begun it. */
        void terminate(Instant at);
    }

    /** Adds tasks, which wait for their turn. */
    public void add(Collection<? extends T> tasks) {
        waiting.addAll(tasks);
    }

    /** How many wait for their turn. */
    public int waiting() {
        return waiting.size();
    }

    /** Brings all tasks up to now. */
    public void advance(Instant now) {
        do {
            List.copyOf(running).forEach(task -> settle(task, now));
            waiting.removeIf(task -> task.ended(now).isPresent());
        } while (beginNext());
    }

    private void settle(T task, Instant now) {
        task.proceed(now);
        task.ended(now).ifPresent(end -> {
            running.remove(task);
            places.add(end);
            if (task.isError()) {
                errors.add(end);
            }
        });
    }

    private boolean beginNext() {
        if (waiting.isEmpty() || places.isEmpty()) {
            return false;
        }
        Instant place = places.peek();
        if (errors.stream().filter(error -> !error.isAfter(place)).count() > maxErrors) {
            waiting.forEach(task -> task.terminate(place));
            waiting.clear();
            return false;
        }
        places.remove();
        T next = waiting.remove();
        next.begin(place.isAfter(next.requested()) ? place : next.requested());
        running.add(next);
        return true;
    }
}
