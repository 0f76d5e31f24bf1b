package dev.firebreak.testkit.service.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.s3.Bucket;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;

/** The bucket policy, and whether it makes the bucket public. */
final class BucketPolicyOperations {
    private static final int SIZE = 20480;

    void register(Operations operations) {
        operations
                .rest("PutBucketPolicy", "PUT /{Bucket}?policy", PutBucketPolicyRequest::builder, this::put)
                .rest("GetBucketPolicy", "GET /{Bucket}?policy", GetBucketPolicyRequest::builder, this::get)
                .rest("DeleteBucketPolicy", "DELETE /{Bucket}?policy", DeleteBucketPolicyRequest::builder, this::delete)
                .rest(
                        "GetBucketPolicyStatus",
                        "GET /{Bucket}?policyStatus",
                        GetBucketPolicyStatusRequest::builder,
                        this::status);
    }

    private PutBucketPolicyResponse put(Call call, PutBucketPolicyRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutBucketPolicy");
        ObjectNode policy = BucketPolicies.parse(call, bucket, request.policy());
        if (request.policy().length() > SIZE) {
            throw AwsError.of("PolicyTooLarge", "Policy exceeds the maximum allowed document size.");
        }
        if (PublicAccess.of(bucket).blocksPolicy() && BucketPolicies.isPublic(PolicyDocuments.statements(policy))) {
            throw S3Errors.accessDenied(
                    "User: %s is not authorized to perform: s3:PutBucketPolicy on resource: \"%s\" because public policies "
                            + "are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
                    Callers.of(call).arn(), bucket.arn());
        }
        bucket.setPolicy(request.policy());
        return PutBucketPolicyResponse.builder().build();
    }

    private GetBucketPolicyResponse get(Call call, GetBucketPolicyRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketPolicy");
        return GetBucketPolicyResponse.builder()
                .policy(bucket.policy().orElseThrow(BucketPolicyOperations::noPolicy))
                .build();
    }

    private DeleteBucketPolicyResponse delete(Call call, DeleteBucketPolicyRequest request) {
        S3Access.bucket(call, request, "DeleteBucketPolicy").setPolicy(null);
        return DeleteBucketPolicyResponse.builder().build();
    }

    private GetBucketPolicyStatusResponse status(Call call, GetBucketPolicyStatusRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketPolicyStatus");
        if (bucket.policy().isEmpty()) {
            throw noPolicy();
        }
        return GetBucketPolicyStatusResponse.builder()
                .policyStatus(status -> status.isPublic(BucketPolicies.isPublic(bucket)))
                .build();
    }

    private static AwsError noPolicy() {
        return new AwsError("NoSuchBucketPolicy", 404, "The bucket policy does not exist");
    }
}
