package dev.firebreak.testkit.service.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.policy.AccessRequest;
import dev.firebreak.testkit.policy.Decision;
import dev.firebreak.testkit.policy.PolicyEvaluation;
import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.iam.TrustPolicies;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.s3.Bucket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges bucket policies: an explicit Deny holds against everyone, and another account needs an Allow.
 *
 * <p>The identity policies of the caller are not judged here.
 */
final class BucketPolicies {
    /** What the root user of the owning account may do whatever the policy says, so that nobody is locked out for good. */
    private static final Set<String> NEVER_LOCKED_OUT =
            Set.of("s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy");

    private static final Set<String> LIMITING_KEYS = Set.of(
            "aws:sourceip",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourcearn",
            "aws:sourceaccount",
            "aws:sourceorgid",
            "aws:principalorgid",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:userid",
            "s3:dataaccesspointaccount");

    private BucketPolicies() {}

    static void check(Call call, Bucket bucket, String action, String resource) {
        Caller caller = Callers.of(call);
        boolean owner = caller.accountId().equals(bucket.owner().id());
        if (owner && caller.type() == Caller.Type.ROOT && NEVER_LOCKED_OUT.contains(action)) {
            return;
        }
        Decision.Outcome outcome = judge(call, caller, bucket, new Asked(action, resource));
        if (outcome == Decision.Outcome.EXPLICIT_DENY) {
            throw denied(caller, action, resource, "with an explicit deny in a resource-based policy");
        }
        if (!owner && (outcome != Decision.Outcome.ALLOWED || restricted(bucket))) {
            throw denied(caller, action, resource, "because no resource-based policy allows the " + action + " action");
        }
    }

    /** What is to be done, and to what. */
    private record Asked(String action, String resource) {}

    private static Decision.Outcome judge(Call call, Caller caller, Bucket bucket, Asked asked) {
        var request = new AccessRequest(
                Callers.principal(call, caller),
                asked.action(),
                new AccessRequest.Resource(asked.resource(), bucket.owner().id()),
                Callers.requestContext(call, caller));
        return AclGrants.policy(bucket, asked.resource())
                .map(document -> PolicyEvaluation.ofResource(request, ResourcePolicy.of(bucket.arn(), document)))
                .orElse(Decision.Outcome.IMPLICIT_DENY);
    }

    /** What is to be known of a bucket, or an object in it, to judge a call about it. */
    static ResourceFacts facts(Bucket bucket, String arn) {
        return new ResourceFacts(
                bucket.owner().id(),
                AclGrants.policy(bucket, arn).map(document -> ResourcePolicy.of(bucket.arn(), document)),
                Map.of(),
                restricted(bucket));
    }

    private static AwsError denied(Caller caller, String action, String resource, String why) {
        return S3Errors.accessDenied(
                "User: %s is not authorized to perform: %s on resource: \"%s\" %s",
                caller.arn(), action, resource, why);
    }

    private static List<ObjectNode> statements(Bucket bucket) {
        return bucket.policy()
                .map(PolicyDocuments::read)
                .map(PolicyDocuments::statements)
                .orElse(List.of());
    }

    /** With RestrictPublicBuckets, a public policy lets only the owner's own principals in. */
    private static boolean restricted(Bucket bucket) {
        return PublicAccess.of(bucket).restricts() && isPublic(statements(bucket));
    }

    private static List<String> principals(ObjectNode statement) {
        JsonNode principal = either(statement, "Principal", "NotPrincipal");
        if (principal == null) {
            return List.of();
        }
        return principal.isTextual() ? List.of(principal.asText()) : PolicyDocuments.texts(principal.get("AWS"));
    }

    private static @Nullable JsonNode either(ObjectNode statement, String field, String negated) {
        return statement.has(field) ? statement.get(field) : statement.get(negated);
    }

    static boolean isPublic(Bucket bucket) {
        return isPublic(statements(bucket));
    }

    /** See "The meaning of public" in the S3 User Guide. */
    static boolean isPublic(List<ObjectNode> statements) {
        return statements.stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement ->
                        statement.has("NotPrincipal") || principals(statement).contains("*"))
                .anyMatch(statement -> !limited(statement));
    }

    private static boolean limited(ObjectNode statement) {
        for (JsonNode operator : statement.path("Condition")) {
            for (var key : operator.properties()) {
                if (LIMITING_KEYS.contains(key.getKey().toLowerCase(Locale.ROOT))
                        && PolicyDocuments.texts(key.getValue()).stream().noneMatch(value -> value.contains("*"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Checks a policy before it is put on a bucket. */
    static ObjectNode parse(Call call, Bucket bucket, @Nullable String document) {
        if (document == null || !document.startsWith("{")) {
            throw malformed("Policies must be valid JSON and the first byte must be '{'");
        }
        if (!document.contains("\"Statement\"")) {
            throw malformed("Missing required field Statement");
        }
        ObjectNode policy = asS3(() -> PolicyDocuments.read(document));
        PolicyDocuments.statements(policy).forEach(statement -> checkStatement(bucket, statement));
        asS3(() -> TrustPolicies.principalIds(call.world(), policy));
        return policy;
    }

    private static void checkStatement(Bucket bucket, ObjectNode statement) {
        for (String field : List.of("Principal", "Action", "Resource")) {
            if (!statement.has(field) && !statement.has("Not" + field)) {
                throw malformed("Missing required field " + field);
            }
        }
        boolean actionsOfS3 = PolicyDocuments.texts(either(statement, "Action", "NotAction")).stream()
                .allMatch(action ->
                        action.equals("*") || action.toLowerCase(Locale.ROOT).startsWith("s3:"));
        if (!actionsOfS3) {
            throw malformed("Policy has invalid action");
        }
        boolean withinBucket = PolicyDocuments.texts(either(statement, "Resource", "NotResource")).stream()
                .allMatch(resource -> resource.equals(bucket.arn()) || resource.startsWith(bucket.arn() + "/"));
        if (!withinBucket) {
            throw malformed("Policy has invalid resource");
        }
    }

    private static <T> T asS3(Supplier<T> check) {
        try {
            return check.get();
        } catch (AwsError ofIam) {
            String message = ofIam.message();
            throw malformed(
                    message.startsWith("This policy contains")
                            ? "Policies must be valid JSON and the first byte must be '{'"
                            : message.startsWith("Invalid principal") ? "Invalid principal in policy" : message);
        }
    }

    private static AwsError malformed(String message) {
        return new AwsError("MalformedPolicy", 400, message);
    }
}
