package dev.firebreak.examples.cli;

import dev.firebreak.Containment;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Iam;
import dev.firebreak.aws.Quarantine;
import dev.firebreak.evidence.EvidenceCollector;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The targets on the command line. */
final class Targets {
    private static final String INSTANCE = "instance/";
    private static final String ACCESS_KEY = "access-key/";

    @Parameters(arity = "0..*", paramLabel = "TARGET", description = "instance/i-... or access-key/AKIA...")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--no-evidence", description = "Take no snapshots and make no image.")
    private boolean noEvidence;

    /** Whether anything here was given. */
    boolean isGiven() {
        return !targets.isEmpty() || noEvidence;
    }

    /** Refuses a command line without a target, or with one that is none, before AWS is asked anything. */
    void require(CommandSpec command) {
        if (targets.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Missing target: instance/i-... or access-key/AKIA...");
        }
        targets.stream()
                .filter(target -> !target.startsWith(INSTANCE) && !target.startsWith(ACCESS_KEY))
                .forEach(target -> {
                    throw invalid(target, "must be instance/i-... or access-key/AKIA...");
                });
    }

    Containment.Draft contained(Containment.Draft draft, boolean standby) {
        Containment.Draft all = draft;
        for (String target : targets) {
            all = target.startsWith(INSTANCE)
                    ? all.contain(Ec2.instance(target.substring(INSTANCE.length())), quarantine(standby))
                    : all.contain(
                            Iam.accessKey(target.substring(ACCESS_KEY.length())), Iam.disableKey(), Iam.denyAll());
        }
        return all;
    }

    EvidenceCollector.Draft collected(EvidenceCollector.Draft draft) {
        EvidenceCollector.Draft all = draft;
        for (String target : targets) {
            if (!target.startsWith(INSTANCE)) {
                throw invalid(target, "evidence is collected from instance/i-...");
            }
            all = noEvidence
                    ? all.collect(
                            Ec2.instance(target.substring(INSTANCE.length())),
                            Ec2.instanceRecord(),
                            Ec2.consoleOutput())
                    : all.collect(
                            Ec2.instance(target.substring(INSTANCE.length())),
                            Ec2.instanceRecord(),
                            Ec2.consoleOutput(),
                            Ec2.volumeSnapshots(),
                            Ec2.machineImage());
        }
        return all;
    }

    private Quarantine quarantine(boolean standby) {
        Quarantine quarantine = standby ? Ec2.quarantine().withStandby() : Ec2.quarantine();
        return noEvidence ? quarantine.withoutEvidence() : quarantine;
    }

    private static IllegalArgumentException invalid(String target, String rule) {
        return new IllegalArgumentException("Invalid target: '" + target + "' (" + rule + ")");
    }
}
