package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

class MultipartCasesTest extends ServiceCases {
    private static final String LIMITS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html";
    private static final String API = "https://docs.aws.amazon.com/AmazonS3/latest/API/";
    private static final byte[] FIVE_MIB = new byte[5 * 1024 * 1024];

    private S3Client s3;

    @BeforeEach
    void createBucket() {
        s3 = client(S3Client.builder());
        s3.createBucket(bucket ->
                bucket.bucket("box").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
    }

    @Test
    @AwsFact(
            value = "The entity tag of a multipart object ends in the number of its parts",
            source = API + "API_CompleteMultipartUpload.html")
    void complete_twoParts_makesOneObject() {
        String id = begin("k");
        CompletedPart first = upload(id, 1, FIVE_MIB);
        CompletedPart last = upload(id, 2, new byte[] {1, 2, 3});
        assertThat(complete(id, first, last)).endsWith("-2\"");
        assertThat(s3.headObject(head -> head.bucket("box").key("k")).contentLength())
                .isEqualTo(FIVE_MIB.length + 3L);
        assertThat(s3.getObjectAsBytes(get -> get.bucket("box").key("k").partNumber(2))
                        .asByteArray())
                .containsExactly(1, 2, 3);
    }

    @Test
    @AwsFact(value = "Every part but the last has 5 MiB at least", source = LIMITS)
    void complete_smallFirstPart_isTooSmall() {
        String id = begin("k");
        CompletedPart first = upload(id, 1, Arrays.copyOf(FIVE_MIB, FIVE_MIB.length - 1));
        CompletedPart last = upload(id, 2, new byte[1]);
        assertThat(Refused.by(() -> complete(id, first, last))).startsWith("EntityTooSmall");
    }

    @Test
    @AwsFact(
            value = "Parts are completed in ascending order and with the tags they were given",
            source = API + "API_CompleteMultipartUpload.html#API_CompleteMultipartUpload_Errors")
    void complete_wrongOrderOrTag_isRefused() {
        String id = begin("k");
        CompletedPart first = upload(id, 1, FIVE_MIB);
        CompletedPart last = upload(id, 2, new byte[1]);
        assertThat(Refused.by(() -> complete(id, last, first))).startsWith("InvalidPartOrder");
        assertThat(Refused.by(() -> complete(id, first.toBuilder().eTag("none").build())))
                .startsWith("InvalidPart");
    }

    @Test
    @AwsFact(value = "Part numbers go from 1 to 10000", source = LIMITS)
    void uploadPart_numberTooHigh_isRefused() {
        String id = begin("k");
        assertThat(Refused.by(() -> upload(id, 10_001, new byte[1])))
                .isEqualTo("InvalidArgument: Part number must be an integer between 1 and 10000, inclusive");
    }

    @Test
    @AwsFact(value = "An aborted upload is gone", source = API + "API_AbortMultipartUpload.html")
    void abort_upload_isGone() {
        String id = begin("k");
        s3.abortMultipartUpload(abort -> abort.bucket("box").key("k").uploadId(id));
        assertThat(Refused.by(() -> upload(id, 1, new byte[1]))).startsWith("NoSuchUpload");
    }

    @Test
    @AwsFact(value = "A part can be copied from a range of an object", source = API + "API_UploadPartCopy.html")
    void uploadPartCopy_range_isThePart() {
        s3.putObject(put -> put.bucket("box").key("source"), RequestBody.fromString("0123456789"));
        String id = begin("k");
        CopyPartResult copied = copyPart(id, "bytes=2-4");
        complete(id, CompletedPart.builder().partNumber(1).eTag(copied.eTag()).build());
        assertThat(s3.getObjectAsBytes(get -> get.bucket("box").key("k")).asUtf8String())
                .isEqualTo("234");
        String other = begin("k");
        assertThat(Refused.by(() -> copyPart(other, "bytes=2-10")))
                .isEqualTo("InvalidArgument: Range specified is not valid for source object of size: 10");
    }

    private CopyPartResult copyPart(String id, String range) {
        return s3.uploadPartCopy(copy -> copy.sourceBucket("box")
                        .sourceKey("source")
                        .destinationBucket("box")
                        .destinationKey("k")
                        .uploadId(id)
                        .partNumber(1)
                        .copySourceRange(range))
                .copyPartResult();
    }

    @Test
    @AwsFact(
            value = "Uploads in progress are listed by key and by pages",
            source = API + "API_ListMultipartUploads.html")
    void listMultipartUploads_pages_giveEachOnce() {
        List.of("c", "a", "b").forEach(this::begin);
        ListMultipartUploadsResponse first =
                s3.listMultipartUploads(list -> list.bucket("box").maxUploads(2));
        assertThat(first.uploads()).extracting(MultipartUpload::key).containsExactly("a", "b");
        assertThat(first.isTruncated()).isTrue();
        ListMultipartUploadsResponse second = s3.listMultipartUploads(
                list -> list.bucket("box").keyMarker(first.nextKeyMarker()).uploadIdMarker(first.nextUploadIdMarker()));
        assertThat(second.uploads()).extracting(MultipartUpload::key).containsExactly("c");
    }

    private String begin(String key) {
        return s3.createMultipartUpload(create -> create.bucket("box").key(key)).uploadId();
    }

    private CompletedPart upload(String id, int number, byte[] content) {
        String etag = s3.uploadPart(
                        part -> part.bucket("box").key("k").uploadId(id).partNumber(number),
                        RequestBody.fromBytes(content))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    private String complete(String id, CompletedPart... parts) {
        return s3.completeMultipartUpload(complete ->
                        complete.bucket("box").key("k").uploadId(id).multipartUpload(upload -> upload.parts(parts)))
                .eTag();
    }
}
