package dev.firebreak.internal.schedule;

import dev.firebreak.spi.Engine.Place;
import dev.firebreak.spi.Engine.Task;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** The tasks of one lane that are ready to go, the most urgent first. Not safe for use by many threads. */
final class Lane {
    private final TreeMap<Key, Queue> queues = new TreeMap<>();
    private int running;

    /** What tasks that may run together have in common. Looking comes before changing. */
    private record Key(int urgency, boolean prepared, String batch) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::urgency).thenComparing(Key::prepared).thenComparing(Key::batch);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Tasks that may run together, in their order. */
    static final class Queue {
        private final boolean prepared;
        private final Place place;
        private final Deque<Task> tasks = new ArrayDeque<>();
        private long notBefore = Long.MIN_VALUE;

        private Queue(boolean prepared, Place place) {
            this.prepared = prepared;
            this.place = place;
        }

        /** Whether these tasks are prepared, so that their second part is due. */
        boolean prepared() {
            return prepared;
        }

        Place place() {
            return place;
        }

        /** How long these tasks have to wait from now, in nanoseconds. */
        long pause(long now) {
            return notBefore == Long.MIN_VALUE ? 0 : Math.max(0, notBefore - now);
        }

        /** Until when these tasks have to wait. */
        long notBefore() {
            return notBefore;
        }

        void waitUntil(long time) {
            notBefore = time;
        }

        /** The ids of the tasks that would go next. */
        List<String> next() {
            return tasks.stream().limit(place.batchSize()).map(Task::id).toList();
        }

        void remove(int count) {
            for (int gone = 0; gone < count; gone++) {
                tasks.remove();
            }
        }
    }

    void add(Task task, boolean prepared) {
        Place place = task.place();
        queues.computeIfAbsent(
                        new Key(place.urgency(), prepared, place.batch()), key -> new Queue(key.prepared(), place))
                .tasks
                .add(task);
    }

    /** The queues that are not empty, the most urgent first. */
    List<Queue> waiting() {
        queues.values().removeIf(queue -> queue.tasks.isEmpty() && queue.notBefore == Long.MIN_VALUE);
        return queues.values().stream().filter(queue -> !queue.tasks.isEmpty()).toList();
    }

    int running() {
        return running;
    }

    void begin() {
        running++;
    }

    void end() {
        running--;
    }
}
