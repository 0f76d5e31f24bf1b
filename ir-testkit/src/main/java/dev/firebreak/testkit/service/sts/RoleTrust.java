package dev.firebreak.testkit.service.sts;

import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.TrustPolicies;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.IamRole;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Whether a role trusts a caller to assume it in the way asked for. */
final class RoleTrust {
    private RoleTrust() {}

    /** Refuses unless the trust policy allows each action that the request takes. */
    static void check(Call call, Caller caller, IamRole role, AssumeRoleRequest request) {
        RequestContext context = Callers.requestContext(call, caller)
                .with("sts:ExternalId", request.externalId())
                .with("sts:RoleSessionName", request.roleSessionName())
                .with("sts:SourceIdentity", request.sourceIdentity())
                .with("aws:MultiFactorAuthPresent", request.tokenCode() == null ? null : "true");
        request.tags().forEach(tag -> context.with("aws:RequestTag/" + tag.key(), tag.value()));
        context.withAll("aws:TagKeys", SessionTags.keys(request.tags()))
                .withAll("sts:TransitiveTagKeys", request.transitiveTagKeys());
        for (String action : actions(caller, request)) {
            if (!TrustPolicies.allows(role, caller, action, context)) {
                throw denied(caller, action, role.arn());
            }
        }
    }

    /** What a session brings along from the one before it takes the same permission as what is given anew. */
    private static List<String> actions(Caller caller, AssumeRoleRequest request) {
        List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
        if (!request.tags().isEmpty() || !SessionTags.inherited(caller).values().isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (request.sourceIdentity() != null
                || !SourceIdentity.inherited(caller).isEmpty()) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    static AwsError denied(Caller caller, String action, String role) {
        return IamErrors.accessDenied(
                "User: %s is not authorized to perform: %s on resource: %s", caller.arn(), action, role);
    }
}
