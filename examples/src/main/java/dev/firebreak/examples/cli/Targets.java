package dev.firebreak.examples.cli;

import dev.firebreak.Containment;
import dev.firebreak.Target;
import dev.firebreak.TargetQuery;
import dev.firebreak.aws.AccessKey;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Ec2Instance;
import dev.firebreak.aws.Iam;
import dev.firebreak.aws.Quarantine;
import dev.firebreak.aws.Role;
import dev.firebreak.evidence.EvidenceCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The targets on the command line, and on standard input. */
final class Targets {
    private static final String LIST = "-";

    @Parameters(
            arity = "0..*",
            paramLabel = "TARGET",
            description = {
                "instance/i-..., access-key/AKIA..., role/NAME, or the ARN of an instance or a role;",
                "- reads more from standard input, one a line, with # before comments."
            })
    private List<String> names = new ArrayList<>();

    @Mixin
    private QueryOptions queries;

    @Option(names = "--no-evidence", description = "Take no snapshots and make no image.")
    private boolean noEvidence;

    /** Whether anything here was given. */
    boolean isGiven() {
        return !names.isEmpty() || !queries.all().isEmpty() || noEvidence;
    }

    /** All of them, of which there is at least one; nothing was asked of AWS yet. */
    Chosen chosen(CommandSpec command) {
        var targets = new ArrayList<Target>();
        for (String name : names) {
            if (name.equals(LIST)) {
                targets.addAll(TargetList.read(((Ir) command.root().userObject()).input()));
            } else {
                targets.add(TargetName.parse(name));
            }
        }
        if (targets.isEmpty() && queries.all().isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    names.contains(LIST)
                            ? "Missing target: the list on standard input names none"
                            : "Missing target: " + TargetName.FORMS + ", or a query such as --tag");
        }
        return new Chosen(only(targets, Ec2Instance.class), only(targets, AccessKey.class), only(targets, Role.class));
    }

    private static <T> List<T> only(List<Target> targets, Class<T> type) {
        return targets.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What to contain, or to collect evidence from. */
    final class Chosen {
        private final List<TargetQuery<Ec2Instance>> instances = new ArrayList<>();
        private final List<AccessKey> keys;
        private final List<Role> roles;

        private Chosen(List<Ec2Instance> named, List<AccessKey> keys, List<Role> roles) {
            if (!named.isEmpty()) {
                instances.add(context -> named);
            }
            instances.addAll(queries.all());
            this.keys = keys;
            this.roles = roles;
        }

        Containment.Draft contained(Containment.Draft draft, ContainOptions options) {
            Containment.Draft all = draft;
            for (TargetQuery<Ec2Instance> query : instances) {
                all = all.containAll(query, quarantine(options));
            }
            all = keys.isEmpty() ? all : all.containAll(context -> keys, Iam.disableKey(), Iam.denyAll());
            return roles.isEmpty() ? all : all.containAll(context -> roles, options.roles());
        }

        EvidenceCollector.Draft collected(EvidenceCollector.Draft draft) {
            Stream.concat(keys.stream(), roles.stream()).findFirst().ifPresent(other -> {
                throw new IllegalArgumentException(
                        "Invalid target: '" + other.id() + "' (evidence is collected from instance/i-...)");
            });
            EvidenceCollector.Draft all = draft;
            for (TargetQuery<Ec2Instance> query : instances) {
                all = all.collectAll(query, Ec2.instanceRecord(), Ec2.consoleOutput());
                all = noEvidence ? all : all.collectAll(query, Ec2.volumeSnapshots(), Ec2.machineImage());
            }
            return all;
        }
    }

    private Quarantine quarantine(ContainOptions options) {
        return noEvidence ? options.quarantine().withoutEvidence() : options.quarantine();
    }
}
