package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/**
 * The parts of S3 that the fake does not have.
 *
 * <p>They must be refused by name: S3 tells operations apart by a query parameter, and without it {@code DELETE ?lifecycle}
 * would delete the bucket, and {@code PUT ?acl} write the ACL into the object.
 */
final class S3Subresources {
    private static final List<String> OF_BUCKETS = List.of(
            "accelerate",
            "analytics",
            "cors",
            "intelligent-tiering",
            "inventory",
            "lifecycle",
            "logging",
            "metrics",
            "notification",
            "replication",
            "requestPayment",
            "website",
            "metadataTable",
            "metadataConfiguration",
            "session",
            "abac");
    private static final List<String> OF_OBJECTS =
            List.of("acl", "torrent", "restore", "select", "renameObject", "encryption", "annotation");

    /** What reading a configuration needs, and answers when it was never made. */
    private record Absent(String name, String action, String code) {}

    private static final List<Absent> ABSENT = List.of(
            new Absent("cors", "GetBucketCORS", "NoSuchCORSConfiguration"),
            new Absent("lifecycle", "GetLifecycleConfiguration", "NoSuchLifecycleConfiguration"),
            new Absent("replication", "GetReplicationConfiguration", "ReplicationConfigurationNotFoundError"),
            new Absent("website", "GetBucketWebsite", "NoSuchWebsiteConfiguration"));

    void register(Operations operations) {
        for (String name : OF_BUCKETS) {
            List.of("GET", "PUT", "DELETE", "POST").forEach(method -> refuse(operations, method, "/{Bucket}?" + name));
        }
        for (Absent absent : ABSENT) {
            String route = "GET /{Bucket}?" + absent.name;
            operations.rest(route, route, HeadBucketRequest::builder, (Call call, HeadBucketRequest request) -> {
                S3Access.bucket(call, request, absent.action);
                throw new AwsError(absent.code, 404, "The " + absent.name + " configuration does not exist");
            });
        }
        for (String name : OF_OBJECTS) {
            List.of("GET", "PUT", "DELETE", "POST")
                    .forEach(method -> refuse(operations, method, "/{Bucket}/{Key+}?" + name));
        }
        String partCopy = "PUT /{Bucket}/{Key+}?partNumber&uploadId";
        operations
                .rest("UploadPartCopy", partCopy, UploadPartCopyRequest::builder, this::uploadPartCopy)
                .rest(
                        "GET /{Bucket}?logging",
                        "GET /{Bucket}?logging",
                        GetBucketLoggingRequest::builder,
                        this::getLogging);
    }

    private static void refuse(Operations operations, String method, String target) {
        String route = method + " " + target;
        operations.rest(route, route, HeadBucketRequest::builder, (Call call, HeadBucketRequest request) -> {
            throw notImplemented(route);
        });
    }

    private static AwsError notImplemented(String route) {
        return new AwsError("NotImplemented", 501, "FakeAws does not implement " + route);
    }

    private UploadPartCopyResponse uploadPartCopy(Call call, UploadPartCopyRequest request) {
        throw notImplemented("UploadPartCopy");
    }

    private GetBucketLoggingResponse getLogging(Call call, GetBucketLoggingRequest request) {
        S3Access.bucket(call, request, "GetBucketLogging");
        return GetBucketLoggingResponse.builder().build();
    }
}
