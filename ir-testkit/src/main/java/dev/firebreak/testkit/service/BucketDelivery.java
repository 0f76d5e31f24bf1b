package dev.firebreak.testkit.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Bucket;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Puts what an AWS service delivers into a bucket, as far as the bucket's policy lets the service.
 *
 * <p>Used by CloudTrail, Config, and the exports of CloudWatch Logs.
 */
public final class BucketDelivery {
    private final Bucket bucket;
    private final String principal;
    private final ConditionContext context;

    private BucketDelivery(Bucket bucket, String principal, ConditionContext context) {
        this.bucket = bucket;
        this.principal = principal;
        this.context = context;
    }

    /**
     * A delivery to a bucket; empty when there is no such bucket.
     *
     * @param principal the service, such as {@code cloudtrail.amazonaws.com}
     * @param account the account on whose behalf the service delivers
     * @param source the ARN of what delivers: {@code aws:SourceArn}
     */
    public static Optional<BucketDelivery> to(
            World world, String bucket, String principal, String account, String source) {
        ConditionContext context = new ConditionContext()
                .with("aws:SourceArn", source)
                .with("aws:SourceAccount", account)
                .with("aws:SecureTransport", "true")
                .with("aws:PrincipalServiceName", principal)
                .with("aws:PrincipalIsAWSService", "true")
                .with("s3:x-amz-acl", "bucket-owner-full-control");
        return world.buckets().find(bucket).map(found -> new BucketDelivery(found, principal, context));
    }

    /** The bucket. */
    public Bucket bucket() {
        return bucket;
    }

    /** Whether the policy lets the service ask for the bucket's ACL, as it does before it delivers. */
    public boolean mayReadAcl() {
        return allowed("s3:GetBucketAcl", bucket.arn());
    }

    /** Whether the policy lets the service put an object with this key. */
    public boolean mayPut(String key) {
        return allowed("s3:PutObject", bucket.arn() + "/" + key);
    }

    /** Puts an object. Whoever calls has asked whether it may. */
    public void put(String key, byte[] content, Map<String, String> metadata, String contentEncoding) {
        var request = PutObjectRequest.builder()
                .bucket(bucket.name())
                .key(key)
                .metadata(metadata)
                .contentType("application/json")
                .contentEncoding(contentEncoding)
                .build();
        var region = bucket.owner().region(bucket.region());
        World world = region.world();
        @SuppressWarnings("unchecked") // the operation takes this request
        var operation = (Operations.Operation<PutObjectRequest>)
                new S3Service().operations().find("PutObject").orElseThrow();
        operation
                .handler()
                .handle(new Call(bucket.owner(), region, "", world.ids().uuid(), content), request);
    }

    private boolean allowed(String action, String resource) {
        boolean allowed = false;
        List<ObjectNode> statements = bucket.policy()
                .map(policy -> PolicyDocuments.statements(PolicyDocuments.read(policy)))
                .orElse(List.of());
        for (ObjectNode statement : statements) {
            if (concerns(statement)
                    && covers(statement, "Action", action)
                    && covers(statement, "Resource", resource)
                    && context.satisfies(statement)) {
                if (statement.path("Effect").asText().equals("Deny")) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    private boolean concerns(ObjectNode statement) {
        JsonNode named = statement.path("Principal");
        if (named.isTextual()) {
            return named.asText().equals("*");
        }
        return PolicyDocuments.texts(named.get("Service")).stream().anyMatch(principal::equals)
                || PolicyDocuments.texts(named.get("AWS")).contains("*");
    }

    private static boolean covers(ObjectNode statement, String field, String value) {
        boolean negated = statement.has("Not" + field);
        List<String> patterns = PolicyDocuments.texts(statement.get(negated ? "Not" + field : field));
        boolean actions = field.equals("Action");
        return negated
                != patterns.stream()
                        .anyMatch(pattern -> actions
                                ? Wildcards.matchesIgnoringCase(pattern, value)
                                : Wildcards.matches(pattern, value));
    }
}
