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
    private StandbyOption standby;

    @Override
    public Integer call() {
        targets.require(spec);
        try (AwsProvider provider = file.provider()) {
            var containment = file.containment(provider, spec.commandLine().getErr());
            ContainmentPlan plan = targets.contained(containment.incident(file.incident()), standby.isSet())
                    .plan();
            spec.commandLine().getOut().print(file.json() ? plan.toJson() + "\n" : plan.describe());
            spec.commandLine().getOut().flush();
            if (file.json()) {
                spec.commandLine().getErr().println("digest " + plan.digest());
            }
            return plan.plan().refusals().isEmpty() ? Ir.DONE : Ir.INCOMPLETE;
        }
    }
}
