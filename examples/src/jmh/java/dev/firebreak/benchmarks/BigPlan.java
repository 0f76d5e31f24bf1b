package dev.firebreak.benchmarks;

import dev.firebreak.Action;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Ec2Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A plan for very many instances, made in a JVM of its own whose heap is small. */
final class BigPlan {
    private static final int ACCOUNTS = 50;
    private static final Map<String, Action<? super Ec2Instance>> ACTIONS =
            Map.of("isolateNetwork", Ec2.isolateNetwork(), "quarantine", Ec2.quarantine());

    private BigPlan() {}

    static void measure(Path directory) throws IOException, InterruptedException {
        for (String action : new String[] {"isolateNetwork", "quarantine"}) {
            String[] said = run(directory, action).split(" ");
            String who = "plan of " + action + "() for " + said[0] + " instances";
            Table.row(
                    who + ", " + said[1] + " steps, heap of at most 512 MiB", Double.parseDouble(said[2]), "s", "≤ 10");
            Table.row("of that, processor time of all cores", Double.parseDouble(said[4]), "s", "stated");
            Table.row(who + ": Describe calls", Long.parseLong(said[3]), "stated");
        }
    }

    private static String run(Path directory, String action) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BigPlan.class.getName(),
                        directory.toString(),
                        action)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (child.waitFor() != 0) {
            throw new IllegalStateException("Cannot plan " + action + " in 512 MiB: " + out);
        }
        return out;
    }

    /** Prints how many instances and steps, the seconds that the plan took, the Describe calls, and the processor's seconds. */
    public static void main(String[] arguments) {
        var world = ManyAccounts.spread(ACCOUNTS);
        try (Rig rig = world.rig(Path.of(arguments[0]))) {
            double processor = Table.processorSeconds();
            long began = System.nanoTime();
            ContainmentPlan plan =
                    rig.plan("IR-1", world.instances(), Objects.requireNonNull(ACTIONS.get(arguments[1])));
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.println(
                    world.instances().size() + " " + plan.plan().steps().size() + " " + seconds + " "
                            + rig.calls.count("Describe") + " " + (Table.processorSeconds() - processor));
        }
        System.exit(0);
    }
}
