package dev.firebreak.testkit.service;

import dev.firebreak.testkit.policy.Decision.Outcome;
import dev.firebreak.testkit.service.s3.S3Service;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.s3.Bucket;
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
    private final Requester requester;

    private BucketDelivery(Bucket bucket, Requester requester) {
        this.bucket = bucket;
        this.requester = requester;
    }

    /**
     * A delivery to a bucket; empty when there is no such bucket.
     *
     * @param principal the service, such as {@code cloudtrail.amazonaws.com}
     * @param source the ARN of what delivers: {@code aws:SourceArn}
     */
    public static Optional<BucketDelivery> to(World world, String bucket, String principal, String source) {
        Requester requester = Requester.service(principal, source)
                .with("s3:x-amz-acl", "bucket-owner-full-control")
                .with("aws:PrincipalIsAWSService", "true")
                .with("aws:PrincipalServiceName", principal);
        return world.buckets().find(bucket).map(found -> new BucketDelivery(found, requester));
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
        return ResourceAccess.judge(bucket.policy().orElse(null), requester, action, resource) == Outcome.ALLOWED;
    }
}
