package dev.firebreak.benchmarks;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.ContainmentSummary;
import dev.firebreak.ContainmentSummary.Outcome;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Ec2Instance;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.Fleet;
import dev.firebreak.testkit.quota.Quotas;
import java.nio.file.Path;
import java.util.List;

/** Many instances of one account and Region, as fast as EC2's documented quotas allow; takes as long as they do. */
final class PacedCutOff {
    /** The quota of ModifyNetworkInterfaceAttribute: EC2 Developer Guide, "Request throttling for the Amazon EC2 API". */
    private static final double BURST = 100;

    private static final double PER_SECOND = 5;

    private PacedCutOff() {}

    static void measure(Path directory, int count) {
        try (FakeAws fake = FakeAws.builder().quotas(Quotas.documented()).build();
                var rig = new Rig(fake, directory.resolve("paced"))) {
            List<Ec2Instance> instances =
                    Fleet.launch(fake, count).stream().map(Ec2::instance).toList();
            long from = System.nanoTime();
            ContainmentPlan plan = rig.plan("IR-1", instances, Ec2.isolateNetwork());
            Table.row(count + " instances: Describe calls of the plan", rig.calls.count("Describe"), "≤ 15 for 1000");
            ContainmentReport report = plan.execute();
            print(count, rig.calls, from);
            printVerified(count, report);
        }
    }

    private static void print(int count, CallLog calls, long from) {
        List<Double> times = calls.cutOffTimes(from);
        long changes = calls.count(CallLog.MOVE);
        double floor = Math.max(0, changes - BURST) / PER_SECOND;
        double max = Table.quantile(times, 1);
        String who = count + " instances of one account and Region";
        Table.row(who + ": cut off, p50", Table.median(times), "s", "stated");
        Table.row(who + ": cut off, p99", Table.quantile(times, 0.99), "s", "stated");
        Table.row(who + ": cut off, all", max, "s", "≤ 200");
        Table.row("floor: the quota's time for the " + changes + " " + CallLog.MOVE + " made", floor, "s", "stated");
        Table.row(who + ": longest that an interface stood open", Table.quantile(calls.openTimes(), 1), "s", "≤ 2");
        Table.row(who + ": to the floor", max / floor, "×", "≤ 1.1");
        Table.row(who + ": throttled answers, of " + calls.count() + " calls", calls.throttled(), "0");
    }

    /** As the report tells it: read back, and from the start of the run. */
    private static void printVerified(int count, ContainmentReport report) {
        ContainmentSummary summary = report.summary();
        Table.row(
                count + " instances: contained",
                summary.targets().getOrDefault(Outcome.CUT_OFF, 0),
                String.valueOf(count));
        Table.row(
                count + " instances: the last cut-off read back",
                summary.timeToCutOff().max().toMillis() / 1e3,
                "s",
                "stated");
    }
}
