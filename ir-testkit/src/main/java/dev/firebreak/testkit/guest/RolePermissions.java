package dev.firebreak.testkit.guest;

import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.NamedPolicy;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.policy.PolicySet;
import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.world.iam.IamRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the policies of a role allow its instance an action, with credentials issued just now. */
final class RolePermissions {
    private RolePermissions() {}

    static boolean allow(IamRole role, String action, String resource, Instant now) {
        String account = role.account().id();
        var principal = new Principal(Principal.Kind.ROLE_SESSION, account, role.arn(), role.arn(), role.id());
        RequestContext context = new RequestContext()
                .with("aws:TokenIssueTime", now.toString())
                .with("aws:CurrentTime", now.toString())
                .with("aws:PrincipalArn", role.arn());
        var request = new AccessRequest(principal, action, new AccessRequest.Resource(resource, account), context);
        Optional<NamedPolicy> boundary = role.boundary()
                .map(policy -> NamedPolicy.of(
                        policy.arn(), "boundary", policy.defaultVersion().document()));
        PolicySet policies = PolicySet.NONE.withIdentity(identity(role)).withBoundary(boundary);
        return PolicyEvaluation.evaluate(request, policies).isAllowed();
    }

    private static List<NamedPolicy> identity(IamRole role) {
        Stream<NamedPolicy> inline = role.inlinePolicies().entrySet().stream()
                .map(policy -> NamedPolicy.of(policy.getKey(), "role", policy.getValue()));
        Stream<NamedPolicy> attached = role.attachedPolicies().values().stream()
                .map(policy -> NamedPolicy.of(
                        policy.arn(), "role", policy.defaultVersion().document()));
        return Stream.concat(inline, attached).toList();
    }
}
