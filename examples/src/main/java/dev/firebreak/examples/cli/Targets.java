package dev.firebreak.examples.cli;

import dev.firebreak.Containment;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Iam;
import dev.firebreak.aws.Quarantine;
import dev.firebreak.evidence.EvidenceCollector;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The targets on the command line. */
final class Targets {
    private static final String INSTANCE = "instance/";
    private static final String ACCESS_KEY = "access-key/";

    @Parameters(arity = "1..*", paramLabel = "TARGET", description = "instance/i-... or access-key/AKIA...")
    private List<String> targets;

    @Option(
            names = "--standby",
            description = "Set instances aside in their Auto Scaling group, which can be taken back.")
    private boolean standby;

    @Option(names = "--no-evidence", description = "Take no snapshots and make no image.")
    private boolean noEvidence;

    Containment.Draft contained(Containment.Draft draft) {
        Containment.Draft all = draft;
        for (String target : targets) {
            all = target.startsWith(INSTANCE)
                    ? all.contain(Ec2.instance(target.substring(INSTANCE.length())), quarantine())
                    : all.contain(Iam.accessKey(key(target)), Iam.disableKey(), Iam.denyAll());
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

    private Quarantine quarantine() {
        Quarantine quarantine = standby ? Ec2.quarantine().withStandby() : Ec2.quarantine();
        return noEvidence ? quarantine.withoutEvidence() : quarantine;
    }

    private static String key(String target) {
        if (!target.startsWith(ACCESS_KEY)) {
            throw invalid(target, "must be instance/i-... or access-key/AKIA...");
        }
        return target.substring(ACCESS_KEY.length());
    }

    private static IllegalArgumentException invalid(String target, String rule) {
        return new IllegalArgumentException("Invalid target: '" + target + "' (" + rule + ")");
    }
}
