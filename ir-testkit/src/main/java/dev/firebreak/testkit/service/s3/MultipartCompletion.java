package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.SdkFields;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.MultipartUpload;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Makes one object of the parts of an upload. */
final class MultipartCompletion {
    private static final int SMALLEST_PART = 5 * 1024 * 1024;

    private final Call call;
    private final Bucket bucket;
    private final MultipartUpload upload;

    MultipartCompletion(Call call, Bucket bucket, MultipartUpload upload) {
        this.call = call;
        this.bucket = bucket;
        this.upload = upload;
    }

    StoredVersion complete(CompleteMultipartUploadRequest request) {
        List<MultipartUpload.Part> parts = parts(request);
        byte[] content = joined(parts, MultipartUpload.Part::content);
        if (request.mpuObjectSize() != null && request.mpuObjectSize() != content.length) {
            throw S3Errors.invalidRequest(
                    "The provided 'x-amz-mp-object-size' header value %d does not match what was computed: %d",
                    request.mpuObjectSize(), content.length);
        }
        HeadObjectResponse.Builder head = head(parts, content);
        checkWhole(request, head.build());
        List<Integer> sizes = new ArrayList<>();
        parts.forEach(part -> sizes.add(part.content().length));
        StoredVersion version = new StoredVersion(upload.key(), head.build(), content, sizes);
        S3Objects.tag(version, upload.request().tagging());
        ObjectLocks.asked(call, bucket, upload.request()).apply(version);
        version.setAcl(ObjectAcls.wanted(bucket, upload.request()));
        return version;
    }

    private List<MultipartUpload.Part> parts(CompleteMultipartUploadRequest request) {
        if (request.multipartUpload() == null
                || request.multipartUpload().parts().isEmpty()) {
            throw S3Errors.malformedXml();
        }
        List<MultipartUpload.Part> parts = new ArrayList<>();
        int before = 0;
        for (CompletedPart named : request.multipartUpload().parts()) {
            if (named.partNumber() == null || named.partNumber() <= before) {
                throw AwsError.of(
                        "InvalidPartOrder",
                        "The list of parts was not in ascending order. The parts list must be specified in order by part "
                                + "number.");
            }
            before = named.partNumber();
            parts.add(part(named));
        }
        if (parts.subList(0, parts.size() - 1).stream().anyMatch(part -> part.content().length < SMALLEST_PART)) {
            throw AwsError.of("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        }
        return parts;
    }

    private MultipartUpload.Part part(CompletedPart named) {
        MultipartUpload.Part part = upload.parts().get(named.partNumber());
        boolean same = part != null
                && named.eTag() != null
                && S3Objects.sameEtag(named.eTag(), part.etag())
                && Checksums.given(named).entrySet().stream()
                        .allMatch(given -> given.getValue()
                                .equals(part.checksums().get(given.getKey().name())));
        if (part == null || !same) {
            throw AwsError.of(
                    "InvalidPart",
                    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the "
                            + "specified entity tag may not match the part's entity tag.");
        }
        Optional<Checksums> algorithm = Checksums.find(upload.request().checksumAlgorithm());
        if (algorithm
                .filter(chosen -> isComposite(chosen) && Checksums.given(named).isEmpty())
                .isPresent()) {
            throw S3Errors.invalidRequest(
                    "The upload was created using a %s checksum. The complete request must include the checksum for each "
                            + "part. It was missing for part %d in the request.",
                    algorithm.get().lowerName(), named.partNumber());
        }
        return part;
    }

    private boolean isComposite(Checksums algorithm) {
        return type(upload.request(), algorithm) == ChecksumType.COMPOSITE;
    }

    static ChecksumType type(CreateMultipartUploadRequest request, Checksums algorithm) {
        if (request.checksumType() != null) {
            return request.checksumType();
        }
        return algorithm.compositeByDefault() ? ChecksumType.COMPOSITE : ChecksumType.FULL_OBJECT;
    }

    /** The object is as old as its upload: the date is that of the upload's beginning. */
    private HeadObjectResponse.Builder head(List<MultipartUpload.Part> parts, byte[] content) {
        Checksums algorithm =
                Checksums.find(upload.request().checksumAlgorithm()).orElse(Checksums.CRC64NVME);
        HeadObjectResponse.Builder head =
                SdkFields.clear(SdkFields.copy(upload.request(), HeadObjectResponse.builder()), "ObjectLock");
        byte[] digests = joined(parts, part -> Checksums.md5(part.content()));
        String etag = HexFormat.of().formatHex(Checksums.md5(digests)) + "-" + parts.size();
        S3Objects.complete(head, bucket, upload.initiated())
                .contentLength((long) content.length)
                .eTag("\"" + etag + "\"")
                .versionId(S3Objects.nextId(call, bucket))
                .checksumType(type(upload.request(), algorithm));
        String checksum = isComposite(algorithm)
                ? Base64.getEncoder().encodeToString(algorithm.of(joined(parts, part -> algorithm.of(part.content()))))
                        + "-" + parts.size()
                : algorithm.base64(content);
        ObjectOperations.setChecksum(head, algorithm, checksum);
        return head;
    }

    private static void checkWhole(CompleteMultipartUploadRequest request, HeadObjectResponse head) {
        Checksums.given(request).forEach((algorithm, value) -> {
            String computed = Checksums.given(head).get(algorithm);
            if (computed != null && !computed.replaceAll("-[0-9]+$", "").equals(value.replaceAll("-[0-9]+$", ""))) {
                throw AwsError.of(
                        "BadDigest",
                        "The %s you specified did not match the calculated checksum.",
                        algorithm.lowerName());
            }
        });
    }

    private static byte[] joined(List<MultipartUpload.Part> parts, Function<MultipartUpload.Part, byte[]> bytes) {
        var all = new ByteArrayOutputStream();
        parts.forEach(part -> all.writeBytes(bytes.apply(part)));
        return all.toByteArray();
    }
}
