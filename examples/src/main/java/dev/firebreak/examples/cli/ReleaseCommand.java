package dev.firebreak.examples.cli;

import dev.firebreak.ReleaseReport;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.spi.CanonicalJson;
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
        file.records();
        try (AwsProvider provider = file.provider()) {
            ReleaseReport report =
                    file.containment(provider, spec.commandLine().getErr()).release(file.incident());
            String text = file.json() ? CanonicalJson.pretty(report.toJsonTree()) + "\n" : report.describe();
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return report.isRestored() ? Ir.DONE : Ir.INCOMPLETE;
        }
    }
}
