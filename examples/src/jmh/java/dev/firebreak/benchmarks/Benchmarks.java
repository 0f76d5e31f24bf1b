package dev.firebreak.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs all measurements, or one group of them, and prints a table for each. */
public final class Benchmarks {
    private static final List<String> GROUPS = List.of("fake", "journal", "mass");

    private Benchmarks() {}

    /** Takes the group, or {@code all}, and a directory on the disk to be measured. */
    public static void main(String[] arguments) throws Exception {
        String only = arguments[0];
        if (!only.equals("all") && !GROUPS.contains(only)) {
            throw new IllegalArgumentException(
                    "Invalid benchmarks: " + only + " (must be all, or one of " + GROUPS + ")");
        }
        Path directory = Files.createTempDirectory(Path.of(arguments[1]).toAbsolutePath(), "benchmarks");
        try {
            for (String group : GROUPS) {
                if (only.equals("all") || only.equals(group)) {
                    Table.head();
                    run(group, directory);
                }
            }
        } finally {
            delete(directory);
        }
    }

    private static void run(String group, Path directory) throws Exception {
        switch (group) {
            case "fake" -> FakeAwsBenchmarks.measure();
            case "journal" -> new JournalBenchmarks(directory).measure();
            default -> MassBenchmarks.measure(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
