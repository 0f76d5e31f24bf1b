package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.Map;

/**
 * Amazon S3: general purpose buckets, objects and their versions, Object Lock and multipart uploads.
 *
 * <p>Bucket policies are judged on every call; buckets are reached in their own Region only.
 */
public final class S3Service implements FakeService {
    private final Operations operations = Operations.lazily(S3Service::addAll);

    /** The service; all its state lies in the world. */
    public S3Service() {}

    private static void addAll(Operations operations) {
        new BucketOperations().register(operations);
        new BucketConfigOperations().register(operations);
        new BucketPolicyOperations().register(operations);
        new BucketAcls().register(operations);
        new ObjectOperations().register(operations);
        new CopyOperations().register(operations);
        new ObjectDeletion().register(operations);
        new ObjectLockOperations().register(operations);
        new ObjectTagOperations().register(operations);
        new ListingOperations().register(operations);
        new MultipartOperations().register(operations);
        new MultipartListings().register(operations);
        new BucketSettings().register(operations);
        new ObjectAcls().register(operations);
        new AccountOperations().register(operations);
        new S3Subresources().register(operations);
    }

    @Override
    public String signingName() {
        return "s3";
    }

    @Override
    public Protocol protocol() {
        return Protocol.REST_XML;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public void checkBody(String operation, Map<String, List<String>> headers, byte[] body) {
        RequestDigests.check(operation, headers, body);
    }

    @Override
    public ResourceFacts facts(World world, String arn) {
        String bucket = arn.split(":", 6)[5].split("/", 2)[0];
        return world.buckets()
                .find(bucket)
                .map(found -> BucketPolicies.facts(found, arn))
                .orElse(ResourceFacts.NONE);
    }
}
