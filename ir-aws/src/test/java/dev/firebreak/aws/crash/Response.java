package dev.firebreak.aws.crash;

import dev.firebreak.Action;
import dev.firebreak.Target;
import dev.firebreak.evidence.EvidenceRequest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/**
 * One action or evidence request on one target.
 *
 * @param name how it is made, such as {@code Ec2.quarantine.withStandby}: a public factory and refinements of what that makes
 * @param setting where it is done
 */
record Response(String name, Setting setting) {
    /** Every response there is. */
    static List<Response> all() {
        return Stream.of(
                        on(
                                Setting.INSTANCE,
                                "Ec2.isolateNetwork",
                                "Ec2.leaveAutoScaling",
                                "Ec2.enterStandby",
                                "Ec2.revokeInstanceRole",
                                "Ec2.protectFromTermination",
                                "Ec2.snapshotVolumes",
                                "Ec2.createImage",
                                "Ec2.tag",
                                "Ec2.quarantine",
                                "Ec2.quarantine.withStandby",
                                "Ec2.instanceRecord",
                                "Ec2.consoleOutput",
                                "Ec2.volumeSnapshots",
                                "Ec2.machineImage"),
                        on(Setting.KEY, "Iam.disableKey", "Iam.denyAll"),
                        on(Setting.ROLE, "Iam.revokeSessions", "Iam.denyAll"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Response> on(Setting setting, String... names) {
        return Stream.of(names).map(name -> new Response(name, setting)).toList();
    }

    /** The one with this description. */
    static Response of(String description) {
        return all().stream()
                .filter(response -> response.toString().equals(description))
                .findFirst()
                .orElseThrow();
    }

    /** The factory, without refinements. */
    String factory() {
        String[] parts = name.split("\\.");
        return parts[0] + "." + parts[1];
    }

    boolean isEvidence() {
        return made() instanceof EvidenceRequest;
    }

    /** Whether it makes changes that cannot be taken back. */
    boolean isIrreversible() {
        return name.equals("Ec2.leaveAutoScaling") || name.equals("Ec2.quarantine");
    }

    Target target(String id) {
        return setting.target(id);
    }

    @SuppressWarnings("unchecked")
    Action<Target> action() {
        return (Action<Target>) made();
    }

    @SuppressWarnings("unchecked")
    EvidenceRequest<Target> evidence() {
        return (EvidenceRequest<Target>) made();
    }

    /** Calls the factory, and then each refinement on what came before. */
    private Object made() {
        String[] parts = name.split("\\.");
        try {
            Method factory = Class.forName("dev.firebreak.aws." + parts[0]).getMethod(parts[1]);
            Object made = factory.invoke(null);
            for (String refinement : List.of(parts).subList(2, parts.length)) {
                made = made.getClass().getMethod(refinement).invoke(made);
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot make " + name + ": " + e, e);
        }
    }

    @Override
    public String toString() {
        return name + " on " + setting;
    }
}
