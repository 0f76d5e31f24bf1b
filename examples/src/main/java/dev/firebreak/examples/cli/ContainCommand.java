package dev.firebreak.examples.cli;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.examples.cli.progress.Progress;
import dev.firebreak.examples.cli.progress.Quotas;
import dev.firebreak.examples.cli.progress.Tally;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "contain",
        customSynopsis = {
            "ir contain --incident=ID [OPTIONS] [--standby] [--deny-roles] [--no-evidence]",
            "           (TARGET | QUERY)...",
            "ir contain --incident=ID [OPTIONS] --plan=FILE --digest=HEX"
        },
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

    @Mixin
    private Targets targets;

    @Mixin
    private ContainOptions options;

    @Option(names = "--plan", paramLabel = "FILE", description = "Instead of targets: the plan, as JSON.")
    private @Nullable Path approved;

    @Option(names = "--digest", paramLabel = "HEX", description = "The digest that was approved, with --plan.")
    private @Nullable String digest;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report to this file too, as one HTML page.")
    private @Nullable Path page;

    @Override
    public Integer call() {
        Function<Containment, ContainmentPlan> source = source();
        try (AwsProvider provider = file.provider()) {
            ContainmentReport report = contain(provider, source);
            tell(report);
            return report.isContained() ? Ir.DONE : Ir.INCOMPLETE;
        }
    }

    private ContainmentReport contain(AwsProvider provider, Function<Containment, ContainmentPlan> source) {
        try (Progress progress = file.progress(spec)) {
            Containment containment = file.containment(provider, progress);
            ContainmentPlan plan = source.apply(containment);
            if (digest == null) {
                spec.commandLine().getErr().print(plan.describe());
                spec.commandLine().getErr().flush();
            }
            progress.begin(Tally.ofContaining(plan.plan()), new Quotas(provider.pace(), containment::timeByQuota));
            return plan.execute(digest == null ? plan.digest() : digest);
        }
    }

    private void tell(ContainmentReport report) {
        String text = file.json() ? CanonicalJson.pretty(report.toJsonTree()) + "\n" : report.describe();
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        if (page != null) {
            write(page, report.toHtml());
        }
    }

    private static void write(Path page, String html) {
        try {
            Files.writeString(page, html);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report to " + page + ": " + e, e);
        }
    }

    /** Where the plan comes from; bad input is refused before AWS is asked anything. */
    private Function<Containment, ContainmentPlan> source() {
        Path plan = approved;
        if (plan == null && digest == null) {
            var chosen = targets.chosen(spec);
            return containment -> chosen.contained(containment.incident(file.incident()), options)
                    .plan();
        }
        if (plan == null || digest == null) {
            throw wrong("Missing option: --plan and --digest go together");
        }
        if (targets.isGiven() || options.isGiven()) {
            throw wrong("Invalid arguments: --plan with targets or with options for them (the plan has them all)");
        }
        return containment -> load(containment, plan);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private ContainmentPlan load(Containment containment, Path source) {
        ContainmentPlan plan = containment.load(InputFile.text("plan", source));
        String incident = plan.plan().incident().id();
        if (!incident.equals(file.incident())) {
            throw new IllegalArgumentException(
                    "Invalid plan " + source + ": it is for " + incident + " (must be for " + file.incident() + ")");
        }
        return plan;
    }
}
