package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.wire.FormText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;

/**
 * What a call to S3 must be allowed to do: many actions do not have their operation's name. What is not in the table is allowed to
 * nobody.
 *
 * <p>See "Required permissions for Amazon S3 API operations" in the S3 User Guide.
 */
final class S3Demands {
    private static final Map<String, String> OF_BUCKET = Map.ofEntries(
            Map.entry("ListObjects", "ListBucket"),
            Map.entry("ListObjectsV2", "ListBucket"),
            Map.entry("HeadBucket", "ListBucket"),
            Map.entry("ListObjectVersions", "ListBucketVersions"),
            Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"),
            Map.entry("GetBucketEncryption", "GetEncryptionConfiguration"),
            Map.entry("PutBucketEncryption", "PutEncryptionConfiguration"),
            Map.entry("DeleteBucketEncryption", "PutEncryptionConfiguration"),
            Map.entry("GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"),
            Map.entry("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
            Map.entry("DeleteBucketLifecycle", "PutLifecycleConfiguration"),
            Map.entry("GetBucketReplication", "GetReplicationConfiguration"),
            Map.entry("PutBucketReplication", "PutReplicationConfiguration"),
            Map.entry("DeleteBucketReplication", "PutReplicationConfiguration"),
            Map.entry("GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
            Map.entry("PutPublicAccessBlock", "PutBucketPublicAccessBlock"),
            Map.entry("DeletePublicAccessBlock", "PutBucketPublicAccessBlock"),
            Map.entry("DeleteBucketOwnershipControls", "PutBucketOwnershipControls"),
            Map.entry("GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"),
            Map.entry("PutObjectLockConfiguration", "PutBucketObjectLockConfiguration"),
            Map.entry("GetBucketNotificationConfiguration", "GetBucketNotification"),
            Map.entry("PutBucketNotificationConfiguration", "PutBucketNotification"),
            Map.entry("DeleteBucketTagging", "PutBucketTagging"),
            Map.entry("GetBucketCors", "GetBucketCORS"),
            Map.entry("PutBucketCors", "PutBucketCORS"),
            Map.entry("DeleteBucketCors", "PutBucketCORS"),
            Map.entry("GetBucketAccelerateConfiguration", "GetAccelerateConfiguration"),
            Map.entry("PutBucketAccelerateConfiguration", "PutAccelerateConfiguration"));
    private static final Set<String> SAME_NAME = Set.of(
            "CreateBucket",
            "DeleteBucket",
            "DeleteBucketPolicy",
            "DeleteBucketWebsite",
            "GetBucketAcl",
            "GetBucketLocation",
            "GetBucketLogging",
            "GetBucketOwnershipControls",
            "GetBucketPolicy",
            "GetBucketPolicyStatus",
            "GetBucketRequestPayment",
            "GetBucketTagging",
            "GetBucketVersioning",
            "GetBucketWebsite",
            "PutBucketAcl",
            "PutBucketLogging",
            "PutBucketOwnershipControls",
            "PutBucketPolicy",
            "PutBucketRequestPayment",
            "PutBucketTagging",
            "PutBucketVersioning",
            "PutBucketWebsite");
    private static final Map<String, String> OF_OBJECT = Map.ofEntries(
            Map.entry("GetObject", "GetObject"),
            Map.entry("HeadObject", "GetObject"),
            Map.entry("GetObjectAttributes", "GetObject"),
            Map.entry("SelectObjectContent", "GetObject"),
            Map.entry("PutObject", "PutObject"),
            Map.entry("CreateMultipartUpload", "PutObject"),
            Map.entry("UploadPart", "PutObject"),
            Map.entry("UploadPartCopy", "PutObject"),
            Map.entry("CompleteMultipartUpload", "PutObject"),
            Map.entry("CopyObject", "PutObject"),
            Map.entry("AbortMultipartUpload", "AbortMultipartUpload"),
            Map.entry("ListParts", "ListMultipartUploadParts"),
            Map.entry("DeleteObject", "DeleteObject"),
            Map.entry("RestoreObject", "RestoreObject"),
            Map.entry("GetObjectAcl", "GetObjectAcl"),
            Map.entry("PutObjectAcl", "PutObjectAcl"),
            Map.entry("GetObjectTagging", "GetObjectTagging"),
            Map.entry("PutObjectTagging", "PutObjectTagging"),
            Map.entry("DeleteObjectTagging", "DeleteObjectTagging"),
            Map.entry("GetObjectRetention", "GetObjectRetention"),
            Map.entry("PutObjectRetention", "PutObjectRetention"),
            Map.entry("GetObjectLegalHold", "GetObjectLegalHold"),
            Map.entry("PutObjectLegalHold", "PutObjectLegalHold"));
    /** Actions on a version that is named have names of their own. */
    private static final Set<String> VERSIONED = Set.of(
            "GetObject",
            "DeleteObject",
            "GetObjectAcl",
            "PutObjectAcl",
            "GetObjectTagging",
            "PutObjectTagging",
            "DeleteObjectTagging");

    private final Invocation invocation;
    private final RequestFields fields;
    private final List<Demand> demands = new ArrayList<>();

    private S3Demands(Invocation invocation) {
        this.invocation = invocation;
        this.fields = new RequestFields(invocation.request());
    }

    static List<Demand> of(Invocation invocation) {
        return new S3Demands(invocation).all();
    }

    private List<Demand> all() {
        String operation = invocation.operation();
        String bucket =
                fields.text("Bucket").map(name -> "arn:aws:s3:::" + name).orElse("*");
        if (operation.equals("ListBuckets")) {
            return List.of(new Demand("s3:ListAllMyBuckets", "*"));
        }
        if (invocation.request() instanceof DeleteObjectsRequest request) {
            request.delete()
                    .objects()
                    .forEach(object -> add("DeleteObject", bucket, object.key(), object.versionId() != null));
        } else if (OF_OBJECT.containsKey(operation)) {
            String key =
                    fields.text("Key").or(() -> fields.text("DestinationKey")).orElse("");
            add(
                    OF_OBJECT.get(operation),
                    bucket(bucket),
                    key,
                    fields.text("VersionId").isPresent());
            addWithin(bucket(bucket) + "/" + key);
        } else if (OF_BUCKET.containsKey(operation) || SAME_NAME.contains(operation)) {
            demands.add(new Demand("s3:" + OF_BUCKET.getOrDefault(operation, operation), bucket));
        } else {
            demands.add(new Demand("s3:" + operation, "*"));
        }
        return demands;
    }

    private String bucket(String bucket) {
        return bucket.equals("*")
                ? fields.text("DestinationBucket")
                        .map(name -> "arn:aws:s3:::" + name)
                        .orElse("*")
                : bucket;
    }

    private void add(String action, String bucket, String key, boolean version) {
        String versioned = version && VERSIONED.contains(action) ? action + "Version" : action;
        demands.add(new Demand("s3:" + versioned, bucket + "/" + key));
        if (invocation
                .http()
                .header("x-amz-bypass-governance-retention")
                .orElse("")
                .equalsIgnoreCase("true")) {
            demands.add(new Demand("s3:BypassGovernanceRetention", bucket + "/" + key));
        }
    }

    /** What is read, and what is set along with an object. */
    private void addWithin(String object) {
        invocation.http().header("x-amz-copy-source").ifPresent(source -> {
            String[] pathAndVersion = source.split("\\?versionId=", 2);
            String path = FormText.path(pathAndVersion[0].replaceFirst("^/", ""));
            demands.add(new Demand(
                    pathAndVersion.length > 1 ? "s3:GetObjectVersion" : "s3:GetObject", "arn:aws:s3:::" + path));
        });
        addWhenSent("x-amz-acl", "s3:PutObjectAcl", object);
        addWhenSent("x-amz-tagging", "s3:PutObjectTagging", object);
        addWhenSent("x-amz-object-lock-mode", "s3:PutObjectRetention", object);
        addWhenSent("x-amz-object-lock-legal-hold", "s3:PutObjectLegalHold", object);
    }

    private void addWhenSent(String header, String action, String object) {
        if (invocation.http().header(header).isPresent()
                && demands.stream().noneMatch(demand -> demand.action().equals(action))) {
            demands.add(new Demand(action, object));
        }
    }
}
