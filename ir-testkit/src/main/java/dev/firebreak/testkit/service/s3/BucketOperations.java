package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.Buckets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** Buckets as such. */
final class BucketOperations {
    private static final String DEFAULT_REGION = "us-east-1";
    private static final int BUCKETS = 10000;
    private static final Pattern NAME =
            Pattern.compile("(?=.{3,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern FORBIDDEN =
            Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+|(xn--|sthree-).*|.*(-s3alias|--ol-s3|\\.mrap|--x-s3)");

    void register(Operations operations) {
        operations
                .rest("ListBuckets", "GET /", ListBucketsRequest::builder, this::listBuckets)
                .rest("CreateBucket", "PUT /{Bucket}", CreateBucketRequest::builder, this::createBucket)
                .rest("DeleteBucket", "DELETE /{Bucket}", DeleteBucketRequest::builder, this::deleteBucket)
                .rest("HeadBucket", "HEAD /{Bucket}", HeadBucketRequest::builder, this::headBucket)
                .rest(
                        "GetBucketLocation",
                        "GET /{Bucket}?location",
                        GetBucketLocationRequest::builder,
                        this::getLocation);
    }

    private ListBucketsResponse listBuckets(Call call, ListBucketsRequest request) {
        String prefix = request.prefix() == null ? "" : request.prefix();
        // Regions are told only to those who use one of the parameters.
        boolean extended = request.prefix() != null
                || request.bucketRegion() != null
                || request.maxBuckets() != null
                || request.continuationToken() != null;
        List<software.amazon.awssdk.services.s3.model.Bucket> found =
                call.world().buckets().ownedBy(call.account().id()).values().stream()
                        .filter(bucket -> bucket.name().startsWith(prefix))
                        .filter(bucket -> request.bucketRegion() == null
                                || request.bucketRegion().equals(bucket.region()))
                        .map(bucket -> software.amazon.awssdk.services.s3.model.Bucket.builder()
                                .name(bucket.name())
                                .creationDate(bucket.created())
                                .bucketRegion(extended ? bucket.region() : null)
                                .build())
                        .toList();
        var page = ResultPage.of(
                found,
                pageSize(request.maxBuckets()),
                request.continuationToken(),
                () -> S3Errors.invalidArgument("The continuation token provided is incorrect"));
        return ListBucketsResponse.builder()
                .owner(BucketAcls.owner(call.account()))
                .buckets(page.items())
                .prefix(request.prefix())
                .continuationToken(page.nextToken())
                .build();
    }

    private static int pageSize(@Nullable Integer asked) {
        if (asked != null && (asked < 1 || asked > BUCKETS)) {
            throw S3Errors.invalidArgument("Argument max-buckets must be an integer between 1 and %d", BUCKETS);
        }
        return asked == null ? BUCKETS : asked;
    }

    private CreateBucketResponse createBucket(Call call, CreateBucketRequest request) {
        String name = request.bucket();
        if (!NAME.matcher(name).matches() || FORBIDDEN.matcher(name).matches()) {
            throw AwsError.of("InvalidBucketName", "The specified bucket is not valid.");
        }
        String region = region(call, location(request));
        ObjectOwnership ownership = ownership(request);
        Buckets buckets = call.world().buckets();
        Optional<Bucket> existing = buckets.find(name);
        if (existing.isPresent()) {
            refuseTaken(call, existing.get(), region);
        } else {
            checkRoom(call);
            buckets.add(bucket(call, request, region, ownership));
        }
        return CreateBucketResponse.builder().location("/" + name).build();
    }

    private static Bucket bucket(Call call, CreateBucketRequest request, String region, ObjectOwnership ownership) {
        Bucket bucket = new Bucket(call.account(), request.bucket(), region);
        bucket.set(OwnershipControls.builder()
                .rules(OwnershipControlsRule.builder()
                        .objectOwnership(ownership)
                        .build())
                .build());
        bucket.set(PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(true)
                .restrictPublicBuckets(true)
                .build());
        bucket.set(BucketAcls.initial(bucket, request.acl()));
        if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
            bucket.setVersioning(Bucket.Versioning.ENABLED);
            bucket.set(ObjectLockConfiguration.builder()
                    .objectLockEnabled(ObjectLockEnabled.ENABLED)
                    .build());
        }
        return bucket;
    }

    private static void checkRoom(Call call) {
        if (call.world().buckets().ownedBy(call.account().id()).size() >= BUCKETS) {
            throw AwsError.of("TooManyBuckets", "You have attempted to create more buckets than allowed");
        }
    }

    /** Only in us-east-1 is it no error to create one's own bucket again. */
    private static void refuseTaken(Call call, Bucket existing, String region) {
        if (!existing.owner().equals(call.account())) {
            throw new AwsError(
                    "BucketAlreadyExists",
                    409,
                    "The requested bucket name is not available. The bucket namespace is shared by all users of the "
                            + "system. Please select a different name and try again.");
        }
        if (!region.equals(DEFAULT_REGION) || !existing.region().equals(DEFAULT_REGION)) {
            throw new AwsError(
                    "BucketAlreadyOwnedByYou",
                    409,
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
    }

    private static @Nullable String location(CreateBucketRequest request) {
        return request.createBucketConfiguration() == null
                ? null
                : request.createBucketConfiguration().locationConstraintAsString();
    }

    private static String region(Call call, @Nullable String constraint) {
        String endpoint = call.region().name();
        if (DEFAULT_REGION.equals(constraint)) {
            throw AwsError.of("InvalidLocationConstraint", "The specified location-constraint is not valid");
        }
        if (endpoint.equals(DEFAULT_REGION)) {
            return constraint == null ? DEFAULT_REGION : constraint;
        }
        if (constraint == null || !endpoint.equals(constraint)) {
            throw AwsError.of(
                    "IllegalLocationConstraintException",
                    "The %s location constraint is incompatible for the region specific endpoint this request was sent to.",
                    constraint == null ? "unspecified" : constraint);
        }
        return constraint;
    }

    private static ObjectOwnership ownership(CreateBucketRequest request) {
        ObjectOwnership ownership = request.objectOwnership();
        if (ownership == ObjectOwnership.UNKNOWN_TO_SDK_VERSION) {
            throw S3Errors.invalidArgument(
                    "Invalid x-amz-object-ownership header: %s", request.objectOwnershipAsString());
        }
        ObjectOwnership chosen = ownership == null ? ObjectOwnership.BUCKET_OWNER_ENFORCED : ownership;
        boolean unshared = request.acl() == null || request.acl() == BucketCannedACL.PRIVATE;
        if (chosen == ObjectOwnership.BUCKET_OWNER_ENFORCED && !unshared) {
            throw AwsError.of(
                    "InvalidBucketAclWithObjectOwnership",
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }
        return chosen;
    }

    private DeleteBucketResponse deleteBucket(Call call, DeleteBucketRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "DeleteBucket");
        if (!bucket.objects().isEmpty()) {
            throw new AwsError(
                    "BucketNotEmpty",
                    409,
                    bucket.versioning() == Bucket.Versioning.NEVER
                            ? "The bucket you tried to delete is not empty"
                            : "The bucket you tried to delete is not empty. You must delete all versions in the bucket.");
        }
        call.world().buckets().remove(bucket);
        return DeleteBucketResponse.builder().build();
    }

    private HeadBucketResponse headBucket(Call call, HeadBucketRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "ListBucket");
        return HeadBucketResponse.builder().bucketRegion(bucket.region()).build();
    }

    private GetBucketLocationResponse getLocation(Call call, GetBucketLocationRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "GetBucketLocation");
        return bucket.region().equals(DEFAULT_REGION)
                ? GetBucketLocationResponse.builder().build()
                : GetBucketLocationResponse.builder()
                        .locationConstraint(bucket.region())
                        .build();
    }
}
