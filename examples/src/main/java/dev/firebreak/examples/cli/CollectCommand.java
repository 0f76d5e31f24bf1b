package dev.firebreak.examples.cli;

import dev.firebreak.aws.AwsProvider;
import dev.firebreak.evidence.EvidenceBag;
import dev.firebreak.evidence.EvidencePlan;
import dev.firebreak.evidence.EvidenceReport;
import dev.firebreak.examples.cli.progress.Progress;
import dev.firebreak.examples.cli.progress.Quotas;
import dev.firebreak.examples.cli.progress.Tally;
import dev.firebreak.spi.CanonicalJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "collect",
        mixinStandardHelpOptions = true,
        description = "Collects evidence from the targets, and seals it in a bag.")
final class CollectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CaseFile file;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() {
        var chosen = targets.chosen(spec);
        try (AwsProvider provider = file.provider()) {
            EvidenceReport report = collect(provider, chosen);
            EvidenceBag bag = report.seal(file.signer());
            spec.commandLine().getOut().print(text(report, bag));
            spec.commandLine().getOut().flush();
            return report.isComplete() ? Ir.DONE : Ir.INCOMPLETE;
        }
    }

    private EvidenceReport collect(AwsProvider provider, Targets.Chosen chosen) {
        try (Progress progress = file.progress(spec)) {
            var collector = file.collector(provider, progress);
            EvidencePlan plan =
                    chosen.collected(collector.incident(file.incident())).plan();
            progress.begin(Tally.ofCollecting(plan.plan()), new Quotas(provider.pace(), collector::timeByQuota));
            return plan.execute();
        }
    }

    private String text(EvidenceReport report, EvidenceBag bag) {
        if (!file.json()) {
            return report.describe() + "Sealed in " + bag.path() + "\n";
        }
        var tree = CanonicalJson.object();
        tree.put("incident", file.incident());
        tree.put("complete", report.isComplete());
        tree.put("bag", bag.path().toString());
        tree.put("manifestSha256", bag.manifestSha256());
        var items = tree.putArray("items");
        report.items().forEach(item -> items.add(item.toJsonTree()));
        return CanonicalJson.pretty(tree) + "\n";
    }
}
