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
        description = "Shows what containing the targets would change; changes nothing.")
final class PlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CaseFile file;

    @Mixin
    private Targets targets;

    @Override
    public Integer call() {
        try (AwsProvider provider = file.provider()) {
            var containment = file.containment(provider, spec.commandLine().getErr());
            ContainmentPlan plan =
                    targets.contained(containment.incident(file.incident())).plan();
            spec.commandLine().getOut().print(file.json() ? plan.toJson() + "\n" : plan.describe());
            spec.commandLine().getOut().flush();
            return plan.plan().refusals().isEmpty() ? Ir.DONE : Ir.INCOMPLETE;
        }
    }
}
