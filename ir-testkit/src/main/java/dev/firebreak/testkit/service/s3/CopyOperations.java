package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.SdkFields;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.util.List;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.Checksum;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** Copies of objects, and what is told of an object without reading it. */
final class CopyOperations {
    void register(Operations operations) {
        operations
                .rest("CopyObject", "PUT /{Bucket}/{Key+}", CopyObjectRequest::builder, this::copyObject)
                .rest(
                        "GetObjectAttributes",
                        "GET /{Bucket}/{Key+}?attributes",
                        GetObjectAttributesRequest::builder,
                        this::getAttributes);
    }

    private CopyObjectResponse copyObject(Call call, CopyObjectRequest request) {
        CopySource source = CopySource.of(request);
        Bucket to = S3Access.find(call, request.destinationBucket(), request.expectedBucketOwner());
        BucketPolicies.check(call, to, "s3:PutObject", to.arn() + "/" + request.destinationKey());
        StoredVersion original = source.read(call, request);
        boolean replaces = request.metadataDirective() == MetadataDirective.REPLACE;
        refuseIdentity(request, source, replaces);
        S3Objects.checkKey(request.destinationKey(), request.metadata());
        AccessControlPolicy acl = ObjectAcls.wanted(to, request);
        ObjectLocks.Lock lock = ObjectLocks.asked(call, to, request);
        S3Objects.checkWrite(to, request.destinationKey(), request.ifMatch(), request.ifNoneMatch());
        StoredVersion copy = copy(call, request, to, original);
        lock.apply(copy);
        copy.setAcl(acl);
        to.add(copy);
        return answer(source.in(call), original, copy);
    }

    private static void refuseIdentity(CopyObjectRequest request, CopySource source, boolean replaces) {
        boolean same = source.isCurrent(request.destinationBucket(), request.destinationKey());
        if (same && !replaces && request.storageClass() == null && request.serverSideEncryption() == null) {
            throw S3Errors.invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself "
                            + "without changing the object's metadata, storage class, website redirect location or encryption "
                            + "attributes.");
        }
    }

    private static StoredVersion copy(Call call, CopyObjectRequest request, Bucket to, StoredVersion original) {
        byte[] content = original.content();
        HeadObjectResponse.Builder head = HeadObjectResponse.builder();
        if (request.metadataDirective() == MetadataDirective.REPLACE) {
            SdkFields.clear(SdkFields.copy(request, head), "ObjectLock");
        } else {
            SdkFields.copy(original.head(), head).storageClass(request.storageClassAsString());
        }
        SdkFields.clear(head, "Checksum")
                .serverSideEncryption(request.serverSideEncryptionAsString())
                .ssekmsKeyId(request.ssekmsKeyId())
                .bucketKeyEnabled(request.bucketKeyEnabled());
        S3Objects.complete(head, to, call.now())
                .contentLength((long) content.length)
                .eTag(S3Objects.etag(content))
                .versionId(S3Objects.nextId(call, to))
                .checksumType(ChecksumType.FULL_OBJECT);
        Checksums algorithm = Checksums.find(request.checksumAlgorithm()).orElseGet(() -> algorithm(original));
        ObjectOperations.setChecksum(head, algorithm, algorithm.base64(content));
        StoredVersion copy = new StoredVersion(request.destinationKey(), head.build(), content, List.of());
        if (request.taggingDirective() == TaggingDirective.REPLACE) {
            S3Objects.tag(copy, request.tagging());
        } else {
            copy.tags().putAll(original.tags());
        }
        return copy;
    }

    static Checksums algorithm(StoredVersion version) {
        return Checksums.given(version.head()).keySet().stream().findFirst().orElse(Checksums.CRC64NVME);
    }

    private static CopyObjectResponse answer(Bucket from, StoredVersion original, StoredVersion copy) {
        return SdkFields.copy(copy.head(), CopyObjectResponse.builder())
                .copyObjectResult(
                        SdkFields.copy(copy.head(), CopyObjectResult.builder()).build())
                .copySourceVersionId(S3Objects.readId(from, original))
                .versionId(S3Objects.answeredId(copy))
                .build();
    }

    private GetObjectAttributesResponse getAttributes(Call call, GetObjectAttributesRequest request) {
        String action = S3Access.versioned("GetObject", request.versionId()) + "Attributes";
        Bucket bucket = S3Access.forObject(call, request, action);
        StoredVersion version = S3Objects.existing(bucket, request.key(), request.versionId());
        GetObjectAttributesResponse.Builder answer = GetObjectAttributesResponse.builder()
                .lastModified(version.head().lastModified())
                .versionId(S3Objects.readId(bucket, version));
        for (ObjectAttributes attribute : request.objectAttributes()) {
            add(answer, attribute, version);
        }
        return answer.build();
    }

    private static void add(
            GetObjectAttributesResponse.Builder answer, ObjectAttributes attribute, StoredVersion version) {
        switch (attribute) {
            case E_TAG -> answer.eTag(version.head().eTag().replace("\"", ""));
            case CHECKSUM -> answer.checksum(checksum(version));
            case OBJECT_PARTS -> {
                if (!version.partSizes().isEmpty()) {
                    answer.objectParts(
                            parts -> parts.totalPartsCount(version.partSizes().size()));
                }
            }
            case STORAGE_CLASS ->
                answer.storageClass(
                        version.head().storageClass() == null
                                ? "STANDARD"
                                : version.head().storageClassAsString());
            case OBJECT_SIZE -> answer.objectSize((long) version.content().length);
            default -> throw S3Errors.invalidArgument("Invalid attribute name specified.");
        }
    }

    /** Here, as nowhere else, a composite checksum stands without the number of parts. */
    private static Checksum checksum(StoredVersion version) {
        Checksum.Builder checksum = SdkFields.copy(version.head(), Checksum.builder());
        Checksums.given(version.head())
                .forEach((algorithm, value) -> checksum.sdkFields().stream()
                        .filter(field -> field.memberName().equals(algorithm.field()))
                        .forEach(field -> field.set(checksum, value.replaceAll("-[0-9]+$", ""))));
        return checksum.build();
    }
}
