package dev.firebreak.testkit.service.s3;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Bucket;
import dev.firebreak.testkit.world.MultipartUpload;
import dev.firebreak.testkit.world.StoredVersion;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads. */
final class MultipartOperations {
    private static final int LAST_PART = 10000;

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
                .rest("ListParts", "GET /{Bucket}/{Key+}?uploadId", ListPartsRequest::builder, this::listParts)
                .rest(
                        "CompleteMultipartUpload",
                        "POST /{Bucket}/{Key+}?uploadId",
                        CompleteMultipartUploadRequest::builder,
                        this::complete)
                .rest(
                        "AbortMultipartUpload",
                        "DELETE /{Bucket}/{Key+}?uploadId",
                        AbortMultipartUploadRequest::builder,
                        this::abort)
                .rest(
                        "ListMultipartUploads",
                        "GET /{Bucket}?uploads",
                        ListMultipartUploadsRequest::builder,
                        this::listUploads);
    }

    private CreateMultipartUploadResponse create(Call call, CreateMultipartUploadRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "PutObject");
        S3Objects.checkKey(request.key(), request.metadata());
        S3Objects.checkAcl(bucket, request.acl());
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
                .serverSideEncryption(S3Objects.complete(HeadObjectResponse.builder(), bucket, call.now())
                        .build()
                        .serverSideEncryptionAsString())
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
        int number = request.partNumber();
        if (number < 1 || number > LAST_PART) {
            throw S3Errors.invalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        }
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
        String etag = S3Objects.etag(call.body());
        upload.parts()
                .put(
                        number,
                        new MultipartUpload.Part(
                                call.body(), etag, checksums, call.now().truncatedTo(ChronoUnit.SECONDS)));
        return setChecksums(UploadPartResponse.builder().eTag(etag).serverSideEncryption("AES256"), checksums)
                .build();
    }

    private static <B extends SdkPojo> B setChecksums(B builder, Map<String, String> checksums) {
        builder.sdkFields().stream()
                .filter(field -> field.memberName().startsWith("Checksum"))
                .forEach(field -> Optional.ofNullable(
                                checksums.get(field.memberName().substring("Checksum".length())))
                        .ifPresent(value -> field.set(builder, value)));
        return builder;
    }

    private ListPartsResponse listParts(Call call, ListPartsRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "ListMultipartUploadParts");
        MultipartUpload upload = upload(bucket, request.key(), request.uploadId());
        int after = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
        int limit = request.maxParts() == null ? 1000 : Math.min(request.maxParts(), 1000);
        List<Map.Entry<Integer, MultipartUpload.Part>> rest =
                new ArrayList<>(upload.parts().tailMap(after + 1).entrySet());
        List<Map.Entry<Integer, MultipartUpload.Part>> page = rest.subList(0, Math.min(limit, rest.size()));
        return ListPartsResponse.builder()
                .bucket(bucket.name())
                .key(upload.key())
                .uploadId(upload.id())
                .partNumberMarker(after)
                .nextPartNumberMarker(
                        page.isEmpty() ? 0 : page.get(page.size() - 1).getKey())
                .maxParts(limit)
                .isTruncated(page.size() < rest.size())
                .storageClass("STANDARD")
                .checksumAlgorithm(upload.request().checksumAlgorithmAsString())
                .owner(BucketAcls.owner(bucket.owner()))
                .parts(page.stream()
                        .map(entry -> part(entry.getKey(), entry.getValue()))
                        .collect(toList()))
                .build();
    }

    private static Part part(int number, MultipartUpload.Part part) {
        return setChecksums(
                        Part.builder()
                                .partNumber(number)
                                .eTag(part.etag())
                                .size((long) part.content().length)
                                .lastModified(part.modified()),
                        part.checksums())
                .build();
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

    private static MultipartUpload upload(Bucket bucket, String key, @Nullable String uploadId) {
        return Optional.ofNullable(uploadId)
                .map(bucket.uploads()::get)
                .filter(upload -> upload.key().equals(key))
                .orElseThrow(S3Errors::noSuchUpload);
    }

    private ListMultipartUploadsResponse listUploads(Call call, ListMultipartUploadsRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "ListBucketMultipartUploads");
        String prefix = request.prefix() == null ? "" : request.prefix();
        return ListMultipartUploadsResponse.builder()
                .bucket(bucket.name())
                .prefix(prefix)
                .keyMarker("")
                .uploadIdMarker("")
                .maxUploads(1000)
                .isTruncated(false)
                .uploads(bucket.uploads().values().stream()
                        .filter(upload -> upload.key().startsWith(prefix))
                        .sorted(Comparator.comparing(MultipartUpload::key).thenComparing(MultipartUpload::initiated))
                        .map(upload -> software.amazon.awssdk.services.s3.model.MultipartUpload.builder()
                                .key(upload.key())
                                .uploadId(upload.id())
                                .initiated(upload.initiated())
                                .storageClass("STANDARD")
                                .owner(BucketAcls.owner(bucket.owner()))
                                .checksumAlgorithm(upload.request().checksumAlgorithmAsString())
                                .build())
                        .collect(toList()))
                .build();
    }
}
