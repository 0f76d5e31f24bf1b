package dev.firebreak.benchmarks;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.Fleet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures FakeAws: medians. */
final class FakeAwsBenchmarks {
    private static final int WORLD = 100_000;

    private FakeAwsBenchmarks() {}

    static void measure() throws Exception {
        latency();
        bigWorld();
        floors();
        enforcement();
        parallel();
        start();
        memory();
    }

    private static void latency() throws RunnerException {
        for (RunResult result : run(options("FourInstances.(describe|answer)$"))) {
            boolean http = result.getParams().getParam("door").equals("HTTP");
            String who = result.getParams().getBenchmark().endsWith("answer")
                    ? "the answer itself"
                    : "with the SDK's client";
            Table.row(
                    "DescribeInstances of 4, " + (http ? "over HTTP, " : "in memory, ") + who,
                    median(result),
                    "µs",
                    http ? "≤ 2000" : "≤ 200");
        }
        for (RunResult result : run(options("Ready.create"))) {
            Table.row("FakeAws ready, classes loaded", median(result), "ms", "≤ 300");
        }
    }

    private static void bigWorld() throws RunnerException {
        for (RunResult result : run(options("BigWorld").jvmArgs("-Xmx4g"))) {
            String benchmark = result.getParams().getBenchmark();
            boolean page = benchmark.contains("page");
            Table.row(
                    (page ? "page of 1000" : "lookup by id") + " in a world of "
                            + result.getParams().getParam("instances")
                            + (benchmark.endsWith("Answer") ? ", the answer itself" : ", with the SDK's client"),
                    median(result),
                    page ? "ms" : "µs",
                    page ? "≤ 20" : "the same in both");
        }
    }

    private static void floors() throws RunnerException {
        for (RunResult result : run(options("CannedAnswer.describe"))) {
            String instances = result.getParams().getParam("instances");
            boolean http = result.getParams().getParam("door").equals("HTTP");
            Table.row(
                    "floor: SDK's client, canned answer of " + instances + (http ? ", WireMock" : ", in memory"),
                    median(result),
                    "µs",
                    "stated");
        }
        for (RunResult result :
                run(options("CannedAnswer.answer").param("door", "HTTP").param("instances", "4"))) {
            Table.row("floor: WireMock, canned answer of 4, no SDK", median(result), "µs", "stated");
        }
    }

    private static void enforcement() throws RunnerException {
        var medians = new ArrayList<Double>();
        for (RunResult result : run(options("Enforcement"))) {
            medians.add(median(result));
        }
        Table.row("enforcement with 20 attached policies, per call", medians.get(1) - medians.get(0), "µs", "≤ 100");
    }

    private static void parallel() throws RunnerException {
        int cores = Runtime.getRuntime().availableProcessors();
        for (String what : List.of("parallelClients", "parallelAnswers")) {
            double ratio = throughput(what, 10) / throughput(what, 1);
            String who = what.endsWith("Clients") ? "SDK clients" : "callers without a client";
            Table.row("throughput of 10 " + who + " to that of 1, " + cores + " cores", ratio, "×", "→ " + cores);
        }
    }

    private static double throughput(String what, int threads) throws RunnerException {
        Collection<RunResult> results =
                run(options("FourInstances." + what).param("door", "MEMORY").threads(threads));
        return results.iterator().next().getPrimaryResult().getScore();
    }

    private static void start() throws IOException, InterruptedException {
        var ready = new ArrayList<Integer>();
        var answered = new ArrayList<Integer>();
        for (int run = 0; run < 5; run++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Ready.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            child.waitFor();
            String[] times = out.strip().split(" ");
            ready.add(Integer.valueOf(times[0]));
            answered.add(Integer.valueOf(times[1]));
        }
        Table.row("FakeAws ready from the start of the JVM", middle(ready), "ms", "≤ 1500");
        Table.row("first EC2 call answered from the start of the JVM", middle(answered), "ms", "stated");
    }

    private static int middle(List<Integer> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void memory() {
        try (FakeAws fake = BigWorld.roomy()) {
            fake.ec2().describeInstances();
            long before = used();
            List<String> ids = Fleet.launch(fake, WORLD);
            fake.clearCalls();
            Table.row("memory of an idle instance", (double) (used() - before) / ids.size() / 1024, "KiB", "stated");
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int times = 0; times < 3; times++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static ChainedOptionsBuilder options(String include) {
        return new OptionsBuilder()
                .include("benchmarks." + include)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(2))
                .verbosity(VerboseMode.SILENT);
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }
}
