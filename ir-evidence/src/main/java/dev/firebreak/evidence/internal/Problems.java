package dev.firebreak.evidence.internal;

import dev.firebreak.evidence.BagVerification.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a bag, so far. */
final class Problems {
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> files = new HashSet<>();

    void add(String file, String message) {
        String name = Printable.of(file);
        files.add(file);
        var problem = new Problem(name, message);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    boolean has(String file) {
        return files.contains(file);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> list() {
        return List.copyOf(problems);
    }
}
