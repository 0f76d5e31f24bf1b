package dev.firebreak.testkit.service.cloudtrail;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What CloudTrail says of an operation.
 *
 * @param source the event source, such as {@code ec2.amazonaws.com}
 * @param name the event name, mostly the operation's
 * @param readOnly whether the operation changes nothing
 * @param management whether it is a management event; otherwise a data event, which only trails that ask for it get
 */
record EventKind(String source, String name, boolean readOnly, boolean management) {
    private static final Pattern READS = Pattern.compile(
            "(Get|Describe|List|Lookup|Head|Search|Select|BatchGet|Filter|Simulate|Test|Validate|Preview|Estimate).*");
    private static final Set<String> ALSO_READ = Set.of(
            "sts.AssumeRole",
            "sts.AssumeRoleWithSAML",
            "sts.AssumeRoleWithWebIdentity",
            "sts.DecodeAuthorizationMessage",
            "kms.Encrypt",
            "kms.Decrypt",
            "kms.ReEncrypt",
            "kms.GenerateDataKey",
            "kms.GenerateDataKeyWithoutPlaintext",
            "kms.GenerateDataKeyPair",
            "kms.GenerateMac",
            "kms.VerifyMac",
            "kms.Sign",
            "kms.Verify",
            "logs.StartQuery",
            "iam.GenerateCredentialReport",
            "iam.GenerateServiceLastAccessedDetails");
    private static final Set<String> DATA = Set.of(
            "s3.ListObjects",
            "s3.ListObjectsV2",
            "s3.ListObjectVersions",
            "s3.HeadBucket",
            "s3.DeleteObjects",
            "lambda.Invoke",
            "lambda.InvokeAsync",
            "ebs.ListSnapshotBlocks",
            "ebs.ListChangedBlocks",
            "ebs.GetSnapshotBlock",
            "ebs.PutSnapshotBlock",
            "sns.Publish",
            "sns.PublishBatch",
            "sqs.SendMessage",
            "sqs.SendMessageBatch",
            "sqs.ReceiveMessage",
            "sqs.DeleteMessage",
            "sqs.DeleteMessageBatch",
            "sqs.ChangeMessageVisibility",
            "sqs.ChangeMessageVisibilityBatch",
            "events.PutEvents",
            "logs.PutLogEvents",
            "monitoring.PutMetricData",
            "monitoring.GetMetricData",
            "monitoring.GetMetricStatistics",
            "monitoring.ListMetrics");
    private static final Map<String, String> S3_NAMES = Map.ofEntries(
            Map.entry("PutPublicAccessBlock", "PutBucketPublicAccessBlock"),
            Map.entry("GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
            Map.entry("DeletePublicAccessBlock", "DeleteBucketPublicAccessBlock"),
            Map.entry("PutBucketLifecycleConfiguration", "PutBucketLifecycle"),
            Map.entry("GetBucketLifecycleConfiguration", "GetBucketLifecycle"),
            Map.entry("PutBucketNotificationConfiguration", "PutBucketNotification"),
            Map.entry("GetBucketNotificationConfiguration", "GetBucketNotification"),
            Map.entry("PutObjectLockConfiguration", "PutBucketObjectLockConfiguration"),
            Map.entry("GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"),
            Map.entry("ListObjectsV2", "ListObjects"));

    /** Lambda names its events by the version of the API that brought the operation. */
    private static final Map<String, String> LAMBDA_NAMES = Map.ofEntries(
            Map.entry("CreateFunction", "20150331"),
            Map.entry("DeleteFunction", "20150331"),
            Map.entry("ListFunctions", "20150331"),
            Map.entry("PublishVersion", "20150331"),
            Map.entry("ListVersionsByFunction", "20150331"),
            Map.entry("CreateAlias", "20150331"),
            Map.entry("UpdateAlias", "20150331"),
            Map.entry("DeleteAlias", "20150331"),
            Map.entry("CreateEventSourceMapping", "20150331"),
            Map.entry("UpdateEventSourceMapping", "20150331"),
            Map.entry("DeleteEventSourceMapping", "20150331"),
            Map.entry("ListEventSourceMappings", "20150331"),
            Map.entry("GetFunction", "20150331v2"),
            Map.entry("GetFunctionConfiguration", "20150331v2"),
            Map.entry("GetPolicy", "20150331v2"),
            Map.entry("UpdateFunctionCode", "20150331v2"),
            Map.entry("UpdateFunctionConfiguration", "20150331v2"),
            Map.entry("AddPermission", "20150331v2"),
            Map.entry("RemovePermission", "20150331v2"),
            Map.entry("PutFunctionConcurrency", "20171031"),
            Map.entry("DeleteFunctionConcurrency", "20171031"),
            Map.entry("TagResource", "20170331v2"),
            Map.entry("UntagResource", "20170331v2"),
            Map.entry("ListTags", "20170331"));

    private static final Set<String> US_EAST_1 = Set.of("iam", "organizations", "route53", "cloudfront");

    static EventKind of(String service, String operation) {
        String full = service + "." + operation;
        boolean readOnly = READS.matcher(operation).matches() || ALSO_READ.contains(full);
        boolean ofObject = service.equals("s3") && isOfObject(operation);
        return new EventKind(
                service + ".amazonaws.com", name(service, operation), readOnly, !ofObject && !DATA.contains(full));
    }

    /** The Region in which an event is recorded: global services have theirs in N. Virginia. */
    static String region(String service, String called) {
        return US_EAST_1.contains(service) ? "us-east-1" : called;
    }

    private static boolean isOfObject(String operation) {
        return (operation.contains("Object") && !operation.contains("ObjectLockConfiguration"))
                || operation.contains("Multipart")
                || operation.contains("Part");
    }

    private static String name(String service, String operation) {
        return switch (service) {
            case "s3" -> S3_NAMES.getOrDefault(operation, operation);
            case "lambda" -> operation + LAMBDA_NAMES.getOrDefault(operation, "");
            default -> operation;
        };
    }
}
