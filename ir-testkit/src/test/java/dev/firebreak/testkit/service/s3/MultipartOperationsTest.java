package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.TestWorld;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class MultipartOperationsTest {
    private static final byte[] FIRST = new byte[5 * 1024 * 1024];
    private static final byte[] LAST = {1, 2, 3};

    private final TestWorld aws = new TestWorld();
    private final TestWorld.Client s3 = aws.client(new S3Service());

    @BeforeEach
    void createBucket() {
        s3.call(CreateBucketRequest.builder().bucket("box").build());
    }

    @Test
    void complete_twoParts_hasTheMd5OfMd5s() {
        String id = begin(null);
        CompletedPart first = upload(id, 1, FIRST);
        CompletedPart last = upload(id, 2, LAST);
        CompleteMultipartUploadResponse done = s3.call(complete(id, first, last).build());
        byte[] digests = joined(Checksums.md5(FIRST), Checksums.md5(LAST));
        assertThat(done.eTag()).isEqualTo("\"" + HexFormat.of().formatHex(Checksums.md5(digests)) + "-2\"");
        assertThat(done.checksumCRC64NVME()).isEqualTo(Checksums.CRC64NVME.base64(joined(FIRST, LAST)));
        assertThat(done.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        HeadObjectResponse second = s3.call(
                HeadObjectRequest.builder().bucket("box").key("k").partNumber(2).build());
        assertThat(second.contentLength()).isEqualTo(3);
        assertThat(s3.refused(complete(id, first).build()).code()).isEqualTo("NoSuchUpload");
    }

    /** Amazon S3 multipart upload limits: 5 MiB, except for the last part. */
    @Test
    void complete_smallFirstPart_isEntityTooSmall() {
        String id = begin(null);
        CompletedPart first = upload(id, 1, Arrays.copyOf(FIRST, FIRST.length - 1));
        CompletedPart last = upload(id, 2, LAST);
        assertThat(s3.refused(complete(id, first, last).build()).code()).isEqualTo("EntityTooSmall");
    }

    @Test
    void complete_wrongOrder_isInvalidPartOrder() {
        String id = begin(null);
        CompletedPart first = upload(id, 1, FIRST);
        CompletedPart last = upload(id, 2, LAST);
        assertThat(s3.refused(complete(id, last, first).build()).code()).isEqualTo("InvalidPartOrder");
    }

    @Test
    void complete_unknownPartOrEtag_isInvalidPart() {
        String id = begin(null);
        CompletedPart first = upload(id, 1, FIRST);
        assertThat(s3.refused(complete(id, first.toBuilder().partNumber(7).build())
                                .build())
                        .code())
                .isEqualTo("InvalidPart");
        assertThat(s3.refused(complete(id, first.toBuilder().eTag("abc").build())
                                .build())
                        .code())
                .isEqualTo("InvalidPart");
        assertThat(s3.refused(complete(id).build()).code()).isEqualTo("MalformedXML");
    }

    @Test
    void complete_sha256_isCompositeOfTheParts() {
        String id = begin(ChecksumAlgorithm.SHA256);
        CompletedPart first = uploadSha256(id, 1, FIRST);
        CompletedPart last = uploadSha256(id, 2, LAST);
        AwsError missing = s3.refused(
                complete(id, first, last.toBuilder().checksumSHA256(null).build())
                        .build());
        assertThat(missing.message()).contains("It was missing for part 2 in the request");
        CompleteMultipartUploadResponse done = s3.call(complete(id, first, last).build());
        byte[] composite = Checksums.SHA256.of(joined(Checksums.SHA256.of(FIRST), Checksums.SHA256.of(LAST)));
        assertThat(done.checksumSHA256()).isEqualTo(Base64.getEncoder().encodeToString(composite) + "-2");
        assertThat(done.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
    }

    @Test
    void uploadPart_withoutTheUploadsChecksum_isAMismatch() {
        String id = begin(ChecksumAlgorithm.SHA256);
        AwsError error = s3.refused(part(id, 1).build(), LAST);
        assertThat(error.message())
                .isEqualTo(
                        "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: null");
    }

    @Test
    void uploadPart_numberOutOfRange_isInvalidArgument() {
        String id = begin(null);
        assertThat(s3.refused(part(id, 10001).build(), LAST).code()).isEqualTo("InvalidArgument");
        assertThat(s3.refused(part("none", 1).build(), LAST).code()).isEqualTo("NoSuchUpload");
    }

    @Test
    void complete_ifNoneMatch_refusesToOverwrite() {
        String id = begin(null);
        CompletedPart only = upload(id, 1, LAST);
        s3.call(PutObjectRequest.builder().bucket("box").key("k").build(), LAST);
        assertThat(s3.refused(complete(id, only).ifNoneMatch("*").build()).status())
                .isEqualTo(412);
    }

    @Test
    void abort_upload_leavesNothing() {
        var before = aws.world().snapshot();
        String id = begin(null);
        upload(id, 1, LAST);
        assertThat(aws.world().snapshot()).isNotEqualTo(before);
        ListMultipartUploadsResponse pending =
                s3.call(ListMultipartUploadsRequest.builder().bucket("box").build());
        assertThat(pending.uploads()).hasSize(1);
        s3.call(AbortMultipartUploadRequest.builder()
                .bucket("box")
                .key("k")
                .uploadId(id)
                .build());
        assertThat(aws.world().snapshot()).isEqualTo(before);
    }

    @Test
    void listParts_pages_continueAfterTheMarker() {
        String id = begin(null);
        for (int number : List.of(1, 3, 7)) {
            upload(id, number, LAST);
        }
        ListPartsResponse page = s3.call(ListPartsRequest.builder()
                .bucket("box")
                .key("k")
                .uploadId(id)
                .maxParts(2)
                .build());
        assertThat(page.isTruncated()).isTrue();
        assertThat(page.nextPartNumberMarker()).isEqualTo(3);
        ListPartsResponse rest = s3.call(ListPartsRequest.builder()
                .bucket("box")
                .key("k")
                .uploadId(id)
                .partNumberMarker(3)
                .build());
        assertThat(rest.parts()).extracting(Part::partNumber).containsExactly(7);
    }

    private String begin(ChecksumAlgorithm algorithm) {
        CreateMultipartUploadResponse begun = s3.call(CreateMultipartUploadRequest.builder()
                .bucket("box")
                .key("k")
                .checksumAlgorithm(algorithm)
                .build());
        return begun.uploadId();
    }

    private CompletedPart upload(String id, int number, byte[] content) {
        UploadPartResponse part = s3.call(part(id, number).build(), content);
        return CompletedPart.builder().partNumber(number).eTag(part.eTag()).build();
    }

    private CompletedPart uploadSha256(String id, int number, byte[] content) {
        String checksum = Checksums.SHA256.base64(content);
        UploadPartResponse part =
                s3.call(part(id, number).checksumSHA256(checksum).build(), content);
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumSHA256(checksum)
                .build();
    }

    private static UploadPartRequest.Builder part(String id, int number) {
        return UploadPartRequest.builder().bucket("box").key("k").uploadId(id).partNumber(number);
    }

    private static CompleteMultipartUploadRequest.Builder complete(String id, CompletedPart... parts) {
        return CompleteMultipartUploadRequest.builder()
                .bucket("box")
                .key("k")
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(parts));
    }

    private static byte[] joined(byte[]... all) {
        var joined = new ByteArrayOutputStream();
        for (byte[] bytes : all) {
            joined.writeBytes(bytes);
        }
        return joined.toByteArray();
    }
}
