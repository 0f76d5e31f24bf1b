package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.Decision;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.world.World;
import java.util.Optional;
import java.util.Set;

/**
 * What an organization lets anybody do with the resources of its accounts.
 *
 * <p>See "Resource control policies (RCPs)" in the Organizations User Guide: they are of few services, and do not bind service-linked
 * roles.
 */
final class ResourceControl {
    private static final Set<String> SERVICES = Set.of("s3", "sts", "kms", "sqs", "secretsmanager", "dynamodb", "ecr");

    private ResourceControl() {}

    /** The denial by these policies; empty when they do not deny. */
    static Optional<Decision> denial(World world, AccessRequest request) {
        String service = request.action().substring(0, request.action().indexOf(':'));
        if (!SERVICES.contains(service) || request.principal().entityArn().contains(":role/aws-service-role/")) {
            return Optional.empty();
        }
        return PolicyEvaluation.ofResourceControl(
                request, CallerPolicies.resourceLevels(world, request.resource().accountId()));
    }
}
