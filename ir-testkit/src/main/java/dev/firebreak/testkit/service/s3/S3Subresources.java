package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.Operations.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;

/**
 * The parts of S3 that the fake does not have.
 *
 * <p>They must be refused by name: S3 tells operations apart by a query parameter, and without it {@code DELETE ?metrics} would
 * delete the bucket, and {@code PUT ?annotation} write the annotation into the object.
 */
final class S3Subresources {
    private static final List<String> METHODS = List.of("GET", "PUT", "DELETE", "POST");
    private static final List<String> OF_BUCKETS = List.of(
            "accelerate",
            "acl",
            "analytics",
            "cors",
            "intelligent-tiering",
            "inventory",
            "lifecycle",
            "logging",
            "metrics",
            "notification",
            "object-lock",
            "policy",
            "policyStatus",
            "replication",
            "requestPayment",
            "versioning",
            "website",
            "metadataTable",
            "metadataConfiguration",
            "session",
            "abac");
    private static final List<String> OF_OBJECTS = List.of(
            "acl",
            "torrent",
            "restore",
            "select",
            "renameObject",
            "encryption",
            "annotation",
            "legal-hold",
            "retention");

    /** Refuses what none of the operations registered before takes. */
    void register(Operations operations) {
        Set<String> taken = operations.all().stream().map(Operation::route).collect(Collectors.toSet());
        for (String method : METHODS) {
            OF_BUCKETS.forEach(name -> refuse(operations, taken, method + " /{Bucket}?" + name));
            OF_OBJECTS.forEach(name -> refuse(operations, taken, method + " /{Bucket}/{Key+}?" + name));
        }
    }

    private static void refuse(Operations operations, Set<String> taken, String route) {
        if (!taken.contains(route)) {
            operations.rest(route, route, HeadBucketRequest::builder, (Call call, HeadBucketRequest request) -> {
                throw new AwsError("NotImplemented", 501, "FakeAws does not implement " + route);
            });
        }
    }
}
