package dev.firebreak.examples.cli;

import dev.firebreak.Containment;
import dev.firebreak.ReleaseReport;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.examples.cli.progress.Progress;
import dev.firebreak.examples.cli.progress.Quotas;
import dev.firebreak.examples.cli.progress.Tally;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Takes back every change made for the incident that nobody has changed since.")
final class ReleaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CaseFile file;

    @Override
    public Integer call() {
        List<JournalRecord> records = file.records();
        try (AwsProvider provider = file.provider()) {
            ReleaseReport report = release(provider, records);
            String text = file.json() ? CanonicalJson.pretty(report.toJsonTree()) + "\n" : report.describe();
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return report.isRestored() ? Ir.DONE : Ir.INCOMPLETE;
        }
    }

    private ReleaseReport release(AwsProvider provider, List<JournalRecord> records) {
        try (Progress progress = file.progress(spec)) {
            Containment containment = file.containment(provider, progress);
            progress.begin(
                    Tally.ofReleasing(containment.lastPlan(file.incident()).plan(), records),
                    new Quotas(provider.pace(), open -> Duration.ZERO)); // what taking back costs is not told
            return containment.release(file.incident());
        }
    }
}
