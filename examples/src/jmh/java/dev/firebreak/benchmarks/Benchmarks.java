package dev.firebreak.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs all groups of measurements, or some, and prints a table for each. */
public final class Benchmarks {
    private static final List<String> GROUPS = List.of(
            "fake", "journal", "mass-single", "mass-paced", "mass-plan", "mass-accounts", "mass-accounts-paced");

    private Benchmarks() {}

    /** Takes how the names of the groups begin, or {@code all}, and a directory on the disk to be measured. */
    public static void main(String[] arguments) throws Exception {
        String only = arguments[0];
        List<String> groups = GROUPS.stream()
                .filter(group -> only.equals("all") || group.startsWith(only))
                .toList();
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid benchmarks: " + only + " (must be all, or begin one of " + GROUPS + ")");
        }
        Path directory = Files.createTempDirectory(Path.of(arguments[1]).toAbsolutePath(), "benchmarks");
        try {
            for (String group : groups) {
                Table.head();
                measure(group, directory);
            }
        } finally {
            delete(directory);
        }
    }

    private static void measure(String group, Path directory) throws Exception {
        switch (group) {
            case "fake" -> FakeAwsBenchmarks.measure();
            case "journal" -> new JournalBenchmarks(directory).measure();
            case "mass-single" -> SingleCutOff.measure(directory);
            case "mass-paced" -> PacedCutOff.measure(directory, Integer.getInteger("benchmarks.instances", 1000));
            case "mass-plan" -> BigPlan.measure(directory);
            case "mass-accounts" -> ManyAccounts.measure(directory, 50);
            default -> ManyAccounts.measurePaced(directory, 10, 50);
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
