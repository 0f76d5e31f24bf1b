package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.s3.Bucket;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The configurations of a bucket that bear on access and on protection from loss. */
final class BucketConfigOperations {
    void register(Operations operations) {
        operations
                .rest(
                        "PutBucketVersioning",
                        "PUT /{Bucket}?versioning",
                        PutBucketVersioningRequest::builder,
                        this::putVersioning)
                .rest(
                        "GetBucketVersioning",
                        "GET /{Bucket}?versioning",
                        GetBucketVersioningRequest::builder,
                        this::getVersioning)
                .rest(
                        "PutPublicAccessBlock",
                        "PUT /{Bucket}?publicAccessBlock",
                        PutPublicAccessBlockRequest::builder,
                        this::putBlock)
                .rest(
                        "GetPublicAccessBlock",
                        "GET /{Bucket}?publicAccessBlock",
                        GetPublicAccessBlockRequest::builder,
                        this::getBlock)
                .rest(
                        "DeletePublicAccessBlock",
                        "DELETE /{Bucket}?publicAccessBlock",
                        DeletePublicAccessBlockRequest::builder,
                        this::deleteBlock)
                .rest(
                        "PutBucketOwnershipControls",
                        "PUT /{Bucket}?ownershipControls",
                        PutBucketOwnershipControlsRequest::builder,
                        this::putOwnership)
                .rest(
                        "GetBucketOwnershipControls",
                        "GET /{Bucket}?ownershipControls",
                        GetBucketOwnershipControlsRequest::builder,
                        this::getOwnership)
                .rest(
                        "DeleteBucketOwnershipControls",
                        "DELETE /{Bucket}?ownershipControls",
                        DeleteBucketOwnershipControlsRequest::builder,
                        this::deleteOwnership)
                .rest(
                        "PutBucketEncryption",
                        "PUT /{Bucket}?encryption",
                        PutBucketEncryptionRequest::builder,
                        this::putEncryption)
                .rest(
                        "GetBucketEncryption",
                        "GET /{Bucket}?encryption",
                        GetBucketEncryptionRequest::builder,
                        this::getEncryption)
                .rest(
                        "DeleteBucketEncryption",
                        "DELETE /{Bucket}?encryption",
                        DeleteBucketEncryptionRequest::builder,
                        this::deleteEncryption)
                .rest("PutBucketTagging", "PUT /{Bucket}?tagging", PutBucketTaggingRequest::builder, this::putTagging)
                .rest("GetBucketTagging", "GET /{Bucket}?tagging", GetBucketTaggingRequest::builder, this::getTagging)
                .rest(
                        "DeleteBucketTagging",
                        "DELETE /{Bucket}?tagging",
                        DeleteBucketTaggingRequest::builder,
                        this::deleteTagging);
    }

    private PutBucketVersioningResponse putVersioning(Call call, PutBucketVersioningRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutBucketVersioning");
        BucketVersioningStatus status = request.versioningConfiguration() == null
                ? null
                : request.versioningConfiguration().status();
        if (status == null) {
            throw AwsError.of("IllegalVersioningConfigurationException", "The Versioning element must be specified");
        }
        if (status == BucketVersioningStatus.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.malformedXml();
        }
        boolean suspends = status == BucketVersioningStatus.SUSPENDED;
        if (suspends && bucket.setting(ObjectLockConfiguration.class).isPresent()) {
            throw S3Errors.bucketState(
                    "An Object Lock configuration is present on this bucket, so the versioning state "
                            + "cannot be changed.");
        }
        bucket.setVersioning(suspends ? Bucket.Versioning.SUSPENDED : Bucket.Versioning.ENABLED);
        return PutBucketVersioningResponse.builder().build();
    }

    private GetBucketVersioningResponse getVersioning(Call call, GetBucketVersioningRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketVersioning");
        @Nullable
        String status =
                switch (bucket.versioning()) {
                    case NEVER -> null;
                    case ENABLED -> "Enabled";
                    case SUSPENDED -> "Suspended";
                };
        return GetBucketVersioningResponse.builder().status(status).build();
    }

    private PutPublicAccessBlockResponse putBlock(Call call, PutPublicAccessBlockRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutBucketPublicAccessBlock");
        PublicAccessBlockConfiguration block = request.publicAccessBlockConfiguration();
        if (block == null) {
            throw S3Errors.malformedXml();
        }
        bucket.set(PublicAccess.complete(block));
        return PutPublicAccessBlockResponse.builder().build();
    }

    private GetPublicAccessBlockResponse getBlock(Call call, GetPublicAccessBlockRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketPublicAccessBlock");
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(bucket.setting(PublicAccessBlockConfiguration.class)
                        .orElseThrow(() -> new AwsError(
                                "NoSuchPublicAccessBlockConfiguration",
                                404,
                                "The public access block configuration was not found")))
                .build();
    }

    private DeletePublicAccessBlockResponse deleteBlock(Call call, DeletePublicAccessBlockRequest request) {
        S3Access.bucket(call, request, "PutBucketPublicAccessBlock").remove(PublicAccessBlockConfiguration.class);
        return DeletePublicAccessBlockResponse.builder().build();
    }

    private PutBucketOwnershipControlsResponse putOwnership(Call call, PutBucketOwnershipControlsRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutBucketOwnershipControls");
        OwnershipControls controls = request.ownershipControls();
        if (controls == null
                || controls.rules().size() != 1
                || !isKnown(controls.rules().get(0))) {
            throw S3Errors.malformedXml();
        }
        boolean enforces = controls.rules().get(0).objectOwnership() == ObjectOwnership.BUCKET_OWNER_ENFORCED;
        if (enforces && !BucketAcls.isPrivate(bucket)) {
            throw AwsError.of(
                    "InvalidBucketAclWithObjectOwnership",
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }
        bucket.set(controls);
        return PutBucketOwnershipControlsResponse.builder().build();
    }

    private static boolean isKnown(OwnershipControlsRule rule) {
        return rule.objectOwnership() != null && rule.objectOwnership() != ObjectOwnership.UNKNOWN_TO_SDK_VERSION;
    }

    private GetBucketOwnershipControlsResponse getOwnership(Call call, GetBucketOwnershipControlsRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketOwnershipControls");
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(bucket.setting(OwnershipControls.class)
                        .orElseThrow(() -> new AwsError(
                                "OwnershipControlsNotFoundError", 404, "The bucket ownership controls were not found")))
                .build();
    }

    private DeleteBucketOwnershipControlsResponse deleteOwnership(
            Call call, DeleteBucketOwnershipControlsRequest request) {
        S3Access.bucket(call, request, "PutBucketOwnershipControls").remove(OwnershipControls.class);
        return DeleteBucketOwnershipControlsResponse.builder().build();
    }

    private PutBucketEncryptionResponse putEncryption(Call call, PutBucketEncryptionRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutEncryptionConfiguration");
        ServerSideEncryptionConfiguration encryption = request.serverSideEncryptionConfiguration();
        if (encryption == null || encryption.rules().size() != 1) {
            throw S3Errors.malformedXml();
        }
        ServerSideEncryptionByDefault byDefault = encryption.rules().get(0).applyServerSideEncryptionByDefault();
        if (byDefault != null
                && byDefault.kmsMasterKeyID() != null
                && byDefault.sseAlgorithm() == ServerSideEncryption.AES256) {
            throw S3Errors.invalidArgument(
                    "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
        }
        bucket.set(encryption);
        return PutBucketEncryptionResponse.builder().build();
    }

    private GetBucketEncryptionResponse getEncryption(Call call, GetBucketEncryptionRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetEncryptionConfiguration");
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(encryption(bucket))
                .build();
    }

    /** Every bucket encrypts; the least is SSE-S3. */
    static ServerSideEncryptionConfiguration encryption(Bucket bucket) {
        return bucket.setting(ServerSideEncryptionConfiguration.class)
                .orElseGet(() -> ServerSideEncryptionConfiguration.builder()
                        .rules(ServerSideEncryptionRule.builder()
                                .bucketKeyEnabled(false)
                                .applyServerSideEncryptionByDefault(
                                        byDefault -> byDefault.sseAlgorithm(ServerSideEncryption.AES256))
                                .build())
                        .build());
    }

    private DeleteBucketEncryptionResponse deleteEncryption(Call call, DeleteBucketEncryptionRequest request) {
        S3Access.bucket(call, request, "PutEncryptionConfiguration").remove(ServerSideEncryptionConfiguration.class);
        return DeleteBucketEncryptionResponse.builder().build();
    }

    private PutBucketTaggingResponse putTagging(Call call, PutBucketTaggingRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "PutBucketTagging");
        Tagging tagging = request.tagging();
        if (tagging == null) {
            throw S3Errors.malformedXml();
        }
        Set<String> keys = new HashSet<>();
        if (!tagging.tagSet().stream().allMatch(tag -> keys.add(tag.key()))) {
            throw AwsError.of("InvalidTag", "Cannot provide multiple Tags with the same key");
        }
        if (keys.stream().anyMatch(key -> key.startsWith("aws:"))) {
            throw AwsError.of("InvalidTag", "System tags cannot be added/updated by requester");
        }
        if (keys.size() > 50) {
            throw AwsError.of("BadRequest", "Bucket tag count cannot be greater than 50");
        }
        bucket.set(tagging);
        return PutBucketTaggingResponse.builder().build();
    }

    private GetBucketTaggingResponse getTagging(Call call, GetBucketTaggingRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketTagging");
        return GetBucketTaggingResponse.builder()
                .tagSet(bucket.setting(Tagging.class)
                        .filter(tagging -> !tagging.tagSet().isEmpty())
                        .orElseThrow(() -> new AwsError("NoSuchTagSet", 404, "The TagSet does not exist"))
                        .tagSet())
                .build();
    }

    private DeleteBucketTaggingResponse deleteTagging(Call call, DeleteBucketTaggingRequest request) {
        S3Access.bucket(call, request, "PutBucketTagging").remove(Tagging.class);
        return DeleteBucketTaggingResponse.builder().build();
    }
}
