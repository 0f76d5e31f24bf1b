package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.SdkFields;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.MultipartUpload;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads. */
final class MultipartOperations {
    private static final int LAST_PART = 10000;
    private static final Pattern COPY_RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})");

    void register(Operations operations) {
        operations
                .rest(
                        "CreateMultipartUpload",
                        "POST /{Bucket}/{Key+}?uploads",
                        CreateMultipartUploadRequest::builder,
                        this::create)
                .rest(
                        "UploadPart",
                        "PUT /{Bucket}/{Key+}?partNumber&uploadId",
                        UploadPartRequest::builder,
                        this::uploadPart)
                .rest(
                        "UploadPartCopy",
                        "PUT /{Bucket}/{Key+}?partNumber&uploadId",
                        UploadPartCopyRequest::builder,
                        this::uploadPartCopy)
                .rest(
                        "CompleteMultipartUpload",
                        "POST /{Bucket}/{Key+}?uploadId",
                        CompleteMultipartUploadRequest::builder,
                        this::complete)
                .rest(
                        "AbortMultipartUpload",
                        "DELETE /{Bucket}/{Key+}?uploadId",
                        AbortMultipartUploadRequest::builder,
                        this::abort);
    }

    private CreateMultipartUploadResponse create(Call call, CreateMultipartUploadRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "PutObject");
        S3Objects.checkKey(request.key(), request.metadata());
        ObjectAcls.wanted(bucket, request);
        ObjectLocks.asked(call, bucket, request);
        Optional<Checksums> algorithm = Checksums.find(request.checksumAlgorithm());
        checkType(request, algorithm);
        String id = call.world().ids().secret(128);
        MultipartUpload upload = new MultipartUpload(id, request, call.now().truncatedTo(ChronoUnit.SECONDS));
        bucket.uploads().put(id, upload);
        return CreateMultipartUploadResponse.builder()
                .bucket(bucket.name())
                .key(request.key())
                .uploadId(id)
                .serverSideEncryption(encryption(call, bucket))
                .checksumAlgorithm(request.checksumAlgorithmAsString())
                .checksumType(algorithm
                        .map(chosen -> MultipartCompletion.type(request, chosen))
                        .orElse(null))
                .build();
    }

    private static void checkType(CreateMultipartUploadRequest request, Optional<Checksums> algorithm) {
        ChecksumType type = request.checksumType();
        if (type == null) {
            return;
        }
        Checksums chosen = algorithm.orElseThrow(() -> S3Errors.invalidRequest(
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."));
        boolean digest = chosen == Checksums.SHA1 || chosen == Checksums.SHA256;
        boolean wholeOnly = !chosen.compositeByDefault();
        if ((type == ChecksumType.COMPOSITE && wholeOnly) || (type == ChecksumType.FULL_OBJECT && digest)) {
            throw S3Errors.invalidRequest(
                    "The %s checksum type cannot be used with the %s checksum algorithm.", type, chosen.lowerName());
        }
    }

    private UploadPartResponse uploadPart(Call call, UploadPartRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "PutObject");
        MultipartUpload upload = upload(bucket, request.key(), request.uploadId());
        checkNumber(request.partNumber());
        Checksums.verifyMd5(request.contentMD5(), call.body());
        Optional<Checksums> given = Checksums.verify(request, call.body());
        Checksums.find(upload.request().checksumAlgorithm())
                .filter(wanted -> !given.equals(Optional.of(wanted)))
                .ifPresent(wanted -> {
                    throw S3Errors.invalidRequest(
                            "Checksum Type mismatch occurred, expected checksum Type: %s, actual checksum Type: %s",
                            wanted.lowerName(), given.map(Checksums::lowerName).orElse("null"));
                });
        Map<String, String> checksums = new HashMap<>();
        given.ifPresent(algorithm -> checksums.put(algorithm.name(), algorithm.base64(call.body())));
        MultipartUpload.Part part = store(call, upload, request.partNumber(), call.body(), checksums);
        return setChecksums(
                        UploadPartResponse.builder().eTag(part.etag()).serverSideEncryption(encryption(call, bucket)),
                        checksums)
                .build();
    }

    private static void checkNumber(int number) {
        if (number < 1 || number > LAST_PART) {
            throw S3Errors.invalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        }
    }

    private static MultipartUpload.Part store(
            Call call, MultipartUpload upload, int number, byte[] content, Map<String, String> checksums) {
        var part = new MultipartUpload.Part(
                content, S3Objects.etag(content), checksums, call.now().truncatedTo(ChronoUnit.SECONDS));
        upload.parts().put(number, part);
        return part;
    }

    private static String encryption(Call call, Bucket bucket) {
        return S3Objects.complete(HeadObjectResponse.builder(), bucket, call.now())
                .build()
                .serverSideEncryptionAsString();
    }

    private UploadPartCopyResponse uploadPartCopy(Call call, UploadPartCopyRequest request) {
        Bucket bucket = S3Access.find(call, request.destinationBucket(), request.expectedBucketOwner());
        BucketPolicies.check(call, bucket, "s3:PutObject", bucket.arn() + "/" + request.destinationKey());
        MultipartUpload upload = upload(bucket, request.destinationKey(), request.uploadId());
        checkNumber(request.partNumber());
        CopySource source = CopySource.of(request);
        StoredVersion original = source.read(call, request);
        byte[] content = part(original.content(), request.copySourceRange());
        Map<String, String> checksums = new HashMap<>();
        Checksums.find(upload.request().checksumAlgorithm())
                .ifPresent(algorithm -> checksums.put(algorithm.name(), algorithm.base64(content)));
        MultipartUpload.Part part = store(call, upload, request.partNumber(), content, checksums);
        return UploadPartCopyResponse.builder()
                .copySourceVersionId(S3Objects.readId(source.in(call), original))
                .copyPartResult(
                        result -> setChecksums(result.eTag(part.etag()).lastModified(part.modified()), checksums))
                .serverSideEncryption(encryption(call, bucket))
                .build();
    }

    /** Unlike that of a download, the range of a copy must lie within the source. */
    private static byte[] part(byte[] content, @Nullable String range) {
        if (range == null) {
            return content;
        }
        Matcher form = COPY_RANGE.matcher(range);
        if (!form.matches()) {
            throw S3Errors.invalidArgument(
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
                            + "zero-based offsets of the first and last bytes to copy");
        }
        long first = Long.parseLong(form.group(1));
        long last = Long.parseLong(form.group(2));
        if (first > last || last >= content.length) {
            throw S3Errors.invalidArgument(
                    "Range specified is not valid for source object of size: %d", content.length);
        }
        return Arrays.copyOfRange(content, (int) first, (int) last + 1);
    }

    static <B extends SdkPojo> B setChecksums(B builder, Map<String, String> checksums) {
        builder.sdkFields().stream()
                .filter(field -> field.memberName().startsWith("Checksum"))
                .forEach(field -> Optional.ofNullable(
                                checksums.get(field.memberName().substring("Checksum".length())))
                        .ifPresent(value -> field.set(builder, value)));
        return builder;
    }

    private CompleteMultipartUploadResponse complete(Call call, CompleteMultipartUploadRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "PutObject");
        MultipartUpload upload = upload(bucket, request.key(), request.uploadId());
        S3Objects.checkWrite(bucket, request.key(), request.ifMatch(), request.ifNoneMatch());
        StoredVersion version = new MultipartCompletion(call, bucket, upload).complete(request);
        bucket.add(version);
        bucket.uploads().remove(upload.id());
        return SdkFields.copy(version.head(), CompleteMultipartUploadResponse.builder())
                .bucket(bucket.name())
                .key(upload.key())
                .location("https://" + bucket.name() + ".s3." + bucket.region() + ".amazonaws.com/" + upload.key())
                .versionId(S3Objects.answeredId(version))
                .build();
    }

    private AbortMultipartUploadResponse abort(Call call, AbortMultipartUploadRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "AbortMultipartUpload");
        bucket.uploads()
                .remove(upload(bucket, request.key(), request.uploadId()).id());
        return AbortMultipartUploadResponse.builder().build();
    }

    static MultipartUpload upload(Bucket bucket, String key, @Nullable String uploadId) {
        return Optional.ofNullable(uploadId)
                .map(bucket.uploads()::get)
                .filter(upload -> upload.key().equals(key))
                .orElseThrow(S3Errors::noSuchUpload);
    }
}
