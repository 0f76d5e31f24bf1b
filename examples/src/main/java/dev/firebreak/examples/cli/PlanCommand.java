package dev.firebreak.examples.cli;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.aws.AwsProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what containing the targets would change; changes nothing.",
            "With --json, the plan for 'ir contain --plan'; its digest is printed on standard error."
        })
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CaseFile file;

    @Mixin
    private Targets targets;

    @Mixin
    private ContainOptions options;

    @Override
    public Integer call() {
        var chosen = targets.chosen(spec);
        try (AwsProvider provider = file.provider()) {
            var containment = file.containment(provider, file.progress(spec));
            ContainmentPlan plan = chosen.contained(containment.incident(file.incident()), options)
                    .plan();
            spec.commandLine().getOut().print(file.json() ? plan.toJson() + "\n" : plan.describe());
            spec.commandLine().getOut().flush();
            if (file.json()) {
                spec.commandLine().getErr().println("digest " + plan.digest());
            }
            boolean whole =
                    plan.plan().refusals().isEmpty() && !plan.plan().steps().isEmpty();
            return whole ? Ir.DONE : Ir.INCOMPLETE;
        }
    }
}
