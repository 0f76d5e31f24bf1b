package dev.firebreak.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Locale;

/** Prints what was measured: what, how much, and what is aimed at. */
final class Table {
    private Table() {}

    static void head() {
        System.out.println("| measured | value | aim |");
        System.out.println("|---|---|---|");
    }

    static void row(String what, double value, String unit, String aim) {
        System.out.println(String.format(Locale.ROOT, "| %s | %.4g %s | %s |", what, value, unit, aim));
    }

    /** A count, or what is not to be rounded. */
    static void row(String what, long count, String aim) {
        System.out.println("| " + what + " | " + count + " | " + aim + " |");
    }

    /** The processor time that this JVM has had, in seconds: it tells what a busy machine hides. */
    static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    static double median(Collection<Double> values) {
        return quantile(values, 0.5);
    }

    static double quantile(Collection<Double> values, double part) {
        return values.stream().sorted().toList().get((int) Math.min(values.size() - 1L, (long) (values.size() * part)));
    }
}
