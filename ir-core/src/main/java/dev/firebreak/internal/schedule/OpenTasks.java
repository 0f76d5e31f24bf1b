package dev.firebreak.internal.schedule;

import dev.firebreak.spi.Engine.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tasks that have not ended, and which of them wait for which. Not safe for use by many threads. */
final class OpenTasks {
    private final Map<String, Task> tasks;
    private final Map<String, Set<String>> waits = new HashMap<>();
    private final Map<String, List<String>> followers = new HashMap<>();

    OpenTasks(List<Task> all) {
        tasks = all.stream().collect(Collectors.toMap(Task::id, Function.identity()));
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    Task task(String id) {
        return Objects.requireNonNull(tasks.get(id));
    }

    /** The ids of the tasks that wait for others. */
    Set<String> waiting() {
        return waits.keySet();
    }

    /** Has a task wait for those of these that have not ended; false when there are none. */
    boolean await(Task task, Set<String> others) {
        var open = others.stream().filter(tasks::containsKey).collect(Collectors.toCollection(HashSet::new));
        if (open.isEmpty()) {
            return false;
        }
        waits.put(task.id(), open);
        open.forEach(other ->
                followers.computeIfAbsent(other, made -> new ArrayList<>()).add(task.id()));
        return true;
    }

    /** Notes that a task has ended; the tasks that waited for it and for nothing else. */
    List<Task> end(String id) {
        tasks.remove(id);
        var free = new ArrayList<Task>();
        for (String follower : followers.getOrDefault(id, List.of())) {
            Set<String> open = waits.getOrDefault(follower, Set.of());
            if (open.remove(id) && open.isEmpty()) {
                waits.remove(follower);
                free.add(task(follower));
            }
        }
        followers.remove(id);
        return free;
    }
}
