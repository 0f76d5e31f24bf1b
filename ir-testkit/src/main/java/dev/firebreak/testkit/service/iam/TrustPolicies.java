package dev.firebreak.testkit.service.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.Decision;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.policy.RequestContext;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.iam.IamRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who a role trusts: reads the principals of its trust policy when it is written, and judges a caller when it is assumed. */
public final class TrustPolicies {
    private static final Pattern ENTITY = Pattern.compile("arn:aws:iam::([0-9]{12}):(user|role)/.+");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}|arn:aws:iam::[0-9]{12}:root");
    private static final Pattern SESSION = Pattern.compile("arn:aws:sts::[0-9]{12}:(assumed-role|federated-user)/.+");

    private TrustPolicies() {}

    /** The unique ids of the users and roles that a policy names, by ARN; refuses those that do not exist. */
    public static Map<String, String> principalIds(World world, ObjectNode policy) {
        Map<String, String> ids = new HashMap<>();
        for (ObjectNode statement : PolicyDocuments.statements(policy)) {
            for (String principal : awsPrincipals(statement)) {
                entityId(world, principal).ifPresent(id -> ids.put(principal, id));
            }
        }
        return ids;
    }

    private static Optional<String> entityId(World world, String principal) {
        if (principal.equals("*")
                || ACCOUNT.matcher(principal).matches()
                || SESSION.matcher(principal).matches()
                || principal.matches("A(IDA|ROA)[A-Z0-9]{17}")) {
            return Optional.empty();
        }
        var entity = ENTITY.matcher(principal);
        Account account = entity.matches() ? world.accounts().get(entity.group(1)) : null;
        if (account == null) {
            throw invalid(principal);
        }
        return Optional.of(account.iam().principalId(principal).orElseThrow(() -> invalid(principal)));
    }

    private static AwsError invalid(String principal) {
        return IamErrors.malformed("Invalid principal in policy: \"AWS\":\"%s\"", principal);
    }

    /** Whether the trust policy of a role lets a caller take an action such as {@code sts:AssumeRole}. */
    public static boolean allows(IamRole role, Caller caller, String action, RequestContext keys) {
        String entityArn = keys.values("aws:PrincipalArn").stream().findFirst().orElse(caller.arn());
        var request = new AccessRequest(
                Principal.of(caller, entityArn),
                action,
                new AccessRequest.Resource(role.arn(), role.account().id()),
                keys);
        var trust = ResourcePolicy.ofRole(role.arn(), role.trustPolicy(), role.trustedIds());
        return PolicyEvaluation.ofResource(request, trust) == Decision.Outcome.ALLOWED;
    }

    private static List<String> awsPrincipals(ObjectNode statement) {
        JsonNode principal = statement.has("NotPrincipal") ? statement.get("NotPrincipal") : statement.get("Principal");
        return principal.isTextual() ? List.of(principal.asText()) : PolicyDocuments.texts(principal.get("AWS"));
    }
}
