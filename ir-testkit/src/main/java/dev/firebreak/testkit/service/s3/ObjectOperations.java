package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.SdkFields;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Objects: writing and reading them. */
final class ObjectOperations {
    void register(Operations operations) {
        operations
                .rest("PutObject", "PUT /{Bucket}/{Key+}", PutObjectRequest::builder, this::putObject)
                .streaming("GetObject", "GET /{Bucket}/{Key+}", GetObjectRequest::builder, this::getObject)
                .rest("HeadObject", "HEAD /{Bucket}/{Key+}", HeadObjectRequest::builder, this::headObject);
    }

    private PutObjectResponse putObject(Call call, PutObjectRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "PutObject");
        S3Objects.checkKey(request.key(), request.metadata());
        AccessControlPolicy acl = ObjectAcls.wanted(bucket, request);
        Checksums.verifyMd5(request.contentMD5(), call.body());
        Optional<Checksums> given = Checksums.verify(request, call.body());
        ObjectLocks.Lock lock = ObjectLocks.asked(call, bucket, request);
        if (lock.isSet() && given.isEmpty() && request.contentMD5() == null) {
            throw S3Errors.invalidRequest(
                    "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests "
                            + "with Object Lock parameters");
        }
        S3Objects.checkWrite(bucket, request.key(), request.ifMatch(), request.ifNoneMatch());
        StoredVersion version = version(call, bucket, request, given.orElse(Checksums.CRC64NVME));
        S3Objects.tag(version, request.tagging());
        lock.apply(version);
        version.setAcl(acl);
        bucket.add(version);
        return SdkFields.copy(version.head(), PutObjectResponse.builder())
                .versionId(S3Objects.answeredId(version))
                .build();
    }

    private static StoredVersion version(Call call, Bucket bucket, PutObjectRequest request, Checksums algorithm) {
        HeadObjectResponse.Builder head =
                SdkFields.clear(SdkFields.copy(request, HeadObjectResponse.builder()), "ObjectLock");
        S3Objects.complete(head, bucket, call.now())
                .contentLength((long) call.body().length)
                .eTag(S3Objects.etag(call.body()))
                .versionId(S3Objects.nextId(call, bucket))
                .checksumType(ChecksumType.FULL_OBJECT);
        setChecksum(head, algorithm, algorithm.base64(call.body()));
        return new StoredVersion(request.key(), head.build(), call.body(), List.of());
    }

    static void setChecksum(HeadObjectResponse.Builder head, Checksums algorithm, String value) {
        head.sdkFields().stream()
                .filter(field -> field.memberName().equals(algorithm.field()))
                .forEach(field -> field.set(head, value));
    }

    private Operations.Result getObject(Call call, GetObjectRequest request) {
        Bucket bucket = S3Access.forObject(call, request, S3Access.versioned("GetObject", request.versionId()));
        StoredVersion version = S3Objects.existing(bucket, request.key(), request.versionId());
        new ReadConditions(
                        request.ifMatch(),
                        request.ifNoneMatch(),
                        request.ifModifiedSince(),
                        request.ifUnmodifiedSince())
                .check(version);
        ObjectEncryption.checkReadable(version, bucket);
        Optional<ByteRange> range = range(version, request.range(), request.partNumber());
        GetObjectResponse.Builder answer =
                SdkFields.copy(head(bucket, version, request.checksumMode(), range), GetObjectResponse.builder());
        if (!version.tags().isEmpty()) {
            answer.tagCount(version.tags().size());
        }
        override(answer, request);
        byte[] content = range.map(part -> part.of(version.content())).orElse(version.content());
        return new Operations.Result(answer.build(), content);
    }

    private static void override(GetObjectResponse.Builder answer, GetObjectRequest request) {
        overridden(request.responseContentType(), answer::contentType);
        overridden(request.responseContentDisposition(), answer::contentDisposition);
        overridden(request.responseContentEncoding(), answer::contentEncoding);
        overridden(request.responseContentLanguage(), answer::contentLanguage);
        overridden(request.responseCacheControl(), answer::cacheControl);
    }

    private static void overridden(@Nullable String header, Consumer<String> set) {
        if (header != null) {
            set.accept(header);
        }
    }

    private HeadObjectResponse headObject(Call call, HeadObjectRequest request) {
        Bucket bucket = S3Access.forObject(call, request, S3Access.versioned("GetObject", request.versionId()));
        StoredVersion version = S3Objects.existing(bucket, request.key(), request.versionId());
        new ReadConditions(
                        request.ifMatch(),
                        request.ifNoneMatch(),
                        request.ifModifiedSince(),
                        request.ifUnmodifiedSince())
                .check(version);
        Optional<ByteRange> range = range(version, request.range(), request.partNumber());
        return head(bucket, version, request.checksumMode(), range);
    }

    /** A whole object's checksum says nothing of a part, so only whole answers carry it. */
    private static HeadObjectResponse head(
            Bucket bucket, StoredVersion version, @Nullable ChecksumMode mode, Optional<ByteRange> range) {
        HeadObjectResponse.Builder head = version.head().toBuilder().versionId(S3Objects.readId(bucket, version));
        version.retention().ifPresent(kept -> head.objectLockMode(kept.mode()).objectLockRetainUntilDate(kept.until()));
        if (version.legalHold()) {
            head.objectLockLegalHoldStatus(ObjectLockLegalHoldStatus.ON);
        }
        range.ifPresent(part -> head.contentLength((long) part.length()).contentRange(part.header()));
        if (mode != ChecksumMode.ENABLED || !range.map(ByteRange::isWhole).orElse(true)) {
            SdkFields.clear(head, "Checksum");
        }
        return head.build();
    }

    private static Optional<ByteRange> range(
            StoredVersion version, @Nullable String range, @Nullable Integer partNumber) {
        int size = version.content().length;
        if (partNumber == null) {
            return ByteRange.parse(range, size);
        }
        List<Integer> sizes = version.partSizes().isEmpty() ? List.of(size) : version.partSizes();
        if (partNumber < 1 || partNumber > sizes.size()) {
            throw new AwsError("InvalidPartNumber", 416, "The requested partnumber is not satisfiable");
        }
        int first = sizes.subList(0, partNumber - 1).stream()
                .mapToInt(Integer::intValue)
                .sum();
        return Optional.of(new ByteRange(first, first + sizes.get(partNumber - 1) - 1, size));
    }

    /**
     * The conditions of a conditional read.
     *
     * @param ifMatch the entity tag that the object must have
     * @param ifNoneMatch the entity tag that it must not have
     * @param modifiedSince after when it must have been modified
     * @param unmodifiedSince after when it must not have been modified
     */
    record ReadConditions(
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            @Nullable Instant modifiedSince,
            @Nullable Instant unmodifiedSince) {

        /** An entity tag that matches makes the date of the same kind not count. */
        void check(StoredVersion version) {
            String etag = version.head().eTag();
            Instant modified = version.head().lastModified();
            if (ifMatch != null
                    ? !matches(ifMatch, etag)
                    : unmodifiedSince != null && modified.isAfter(unmodifiedSince)) {
                throw S3Errors.preconditionFailed();
            }
            if (ifNoneMatch != null
                    ? matches(ifNoneMatch, etag)
                    : modifiedSince != null && !modified.isAfter(modifiedSince)) {
                throw S3Errors.notModified();
            }
        }

        private static boolean matches(String asked, String etag) {
            return asked.equals("*") || S3Objects.sameEtag(asked, etag);
        }
    }
}
