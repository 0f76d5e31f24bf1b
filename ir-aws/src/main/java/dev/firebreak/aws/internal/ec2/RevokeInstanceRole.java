package dev.firebreak.aws.internal.ec2;

import dev.firebreak.Step;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PlannedInstance;
import dev.firebreak.aws.internal.iam.RoleSessions;
import dev.firebreak.spi.PlanContext;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** Plans to cut an instance off from its role, and to end the role's sessions. */
final class RevokeInstanceRole {
    private final PlannedInstance instance;
    private final String profile;

    private RevokeInstanceRole(PlannedInstance instance, String profile) {
        this.instance = instance;
        this.profile = profile;
    }

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var instance = new PlannedInstance(target, context, clients);
        IamInstanceProfile profile = instance.description().iamInstanceProfile();
        return profile == null ? List.of() : new RevokeInstanceRole(instance, profile.arn()).steps();
    }

    private List<Step> steps() {
        instance.sideBySide(this::roles, this::sharers);
        String name = profile.substring(profile.lastIndexOf('/') + 1);
        var removal = RemoveInstanceProfile.step(instance, name);
        var sessions = new ArrayList<Role>();
        for (Role role : roles()) {
            String untouchable = RoleSessions.untouchable(role);
            if (untouchable.isEmpty()) {
                sessions.add(role);
                removal.addAffects(instance.ref().global("iam-role", role.roleName()));
            } else {
                removal.addNotes("Sessions of role " + role.roleName() + " cannot be revoked here: " + untouchable);
            }
        }
        if (roles().isEmpty()) {
            removal.addNotes("Instance profile " + name + " holds no role, so that there are no sessions to revoke");
        }
        Step first = removal.build();
        var steps = new ArrayList<>(List.of(first));
        sessions.forEach(role -> steps.add(revocation(role, first)));
        return steps;
    }

    private Step revocation(Role role, Step removal) {
        TargetRef ref = instance.ref().global("iam-role", role.roleName());
        Step.Builder step = RoleSessions.step(instance.ref(), ref, instance.context())
                // Before the profile is off, the instance could get new sessions behind the time of the revocation.
                .addRequires(removal.id());
        if (!sharers().isEmpty()) {
            step.addNotes(
                    "These instances have the same profile and lose the sessions they hold now, until they get new ones: "
                            + String.join(", ", sharers()));
        }
        return step.build();
    }

    private List<Role> roles() {
        List<String> key = List.of("aws.iam.profile-roles", instance.ref().account(), profile);
        String name = profile.substring(profile.lastIndexOf('/') + 1);
        return instance.context().once(key, () -> {
            try {
                return instance.clients()
                        .iam(instance.ref())
                        .getInstanceProfile(request -> request.instanceProfileName(name))
                        .instanceProfile()
                        .roles();
            } catch (NoSuchEntityException e) {
                return List.of();
            }
        });
    }

    private List<String> sharers() {
        List<String> key = List.of(
                "aws.ec2.profile-instances",
                instance.ref().account(),
                instance.ref().region(),
                profile);
        List<String> all = instance.context()
                .once(
                        key,
                        () -> instance
                                .clients()
                                .ec2(instance.ref())
                                .describeInstancesPaginator(request -> request.filters(
                                        Marks.filter("iam-instance-profile.arn", profile),
                                        Marks.filter(
                                                "instance-state-name", "pending", "running", "stopping", "stopped")))
                                .reservations()
                                .stream()
                                .flatMap(reservation -> reservation.instances().stream())
                                .map(Instance::instanceId)
                                .sorted()
                                .toList());
        return all.stream().filter(id -> !id.equals(instance.id())).toList();
    }
}
