package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.world.iam.IamState;
import dev.firebreak.testkit.world.iam.InstanceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The roles that a call hands to a service, each of which takes {@code iam:PassRole}.
 *
 * <p>See "Grant a user permissions to pass a role to an AWS service" in the IAM User Guide.
 */
final class PassedRoles {
    /** Services whose requests name roles without handing them over. */
    private static final Set<String> NONE = Set.of("iam", "sts", "s3", "kms", "organizations", "sso");

    private static final Set<String> BY_PROFILE =
            Set.of("RunInstances", "AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation");

    private PassedRoles() {}

    static List<Demand> of(Invocation invocation) {
        if (NONE.contains(invocation.service())) {
            return List.of();
        }
        List<Demand> demands = new ArrayList<>();
        IamState iam = invocation.call().account().iam();
        var fields = new RequestFields(invocation.request());
        fields.forEach((name, value) -> {
            if (invocation.service().equals("ec2") && BY_PROFILE.contains(invocation.operation())) {
                profile(iam, name, value).ifPresent(role -> demands.add(pass(invocation, role)));
            } else if (name.matches("(?i).*role(arn)?") && value.matches("arn:aws:iam::\\d{12}:role/.+")) {
                demands.add(pass(invocation, value));
            }
        });
        return demands;
    }

    private static Optional<String> profile(IamState iam, String field, String value) {
        boolean mayBe = field.equals("Arn") ? value.contains(":instance-profile/") : field.equals("Name");
        return mayBe
                ? iam.findInstanceProfile(value).flatMap(InstanceProfile::role).map(role -> role.arn())
                : Optional.empty();
    }

    private static Demand pass(Invocation invocation, String role) {
        return new Demand("iam:PassRole", role, Map.of("iam:PassedToService", invocation.service() + ".amazonaws.com"));
    }
}
