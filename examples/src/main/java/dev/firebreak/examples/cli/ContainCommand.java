package dev.firebreak.examples.cli;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "contain",
        mixinStandardHelpOptions = true,
        description = {
            "Contains the targets, or carries out a plan made by 'ir plan --json' whose digest was approved.",
            "Run it again after a crash: it goes on, and does nothing twice."
        })
final class ContainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CaseFile file;

    @ArgGroup(multiplicity = "1", exclusive = true)
    private What what;

    private static final class What {
        @ArgGroup(exclusive = false)
        private @Nullable Targets targets;

        @ArgGroup(exclusive = false)
        private @Nullable Approved approved;
    }

    private static final class Approved {
        @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan, as JSON.")
        private Path plan;

        @Option(names = "--digest", required = true, paramLabel = "HEX", description = "The digest that was approved.")
        private String digest;
    }

    @Override
    public Integer call() throws IOException {
        try (AwsProvider provider = file.provider()) {
            Containment containment =
                    file.containment(provider, spec.commandLine().getErr());
            ContainmentReport report = execute(containment);
            String text = file.json() ? CanonicalJson.pretty(report.toJsonTree()) + "\n" : report.describe();
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return report.isContained() ? Ir.DONE : Ir.INCOMPLETE;
        }
    }

    private ContainmentReport execute(Containment containment) throws IOException {
        if (what.approved != null) {
            ContainmentPlan plan = containment.load(Files.readString(what.approved.plan));
            if (!plan.plan().incident().id().equals(file.incident())) {
                throw new IllegalArgumentException("Invalid plan: it is for "
                        + plan.plan().incident().id() + " (must be for " + file.incident() + ")");
            }
            return plan.execute(what.approved.digest);
        }
        Targets targets = java.util.Objects.requireNonNull(what.targets);
        ContainmentPlan plan =
                targets.contained(containment.incident(file.incident())).plan();
        spec.commandLine().getErr().print(plan.describe());
        return plan.execute();
    }
}
