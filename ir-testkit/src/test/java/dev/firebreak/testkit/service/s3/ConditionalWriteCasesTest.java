package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

class ConditionalWriteCasesTest extends ServiceCases {
    private static final String WRITES =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html";
    private static final String READS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html";
    private static final String COPY = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html";
    private static final String FAILED =
            "PreconditionFailed: At least one of the pre-conditions you specified did not hold";

    private S3Client s3;

    @BeforeEach
    void createBucket() {
        s3 = client(S3Client.builder());
        s3.createBucket(bucket ->
                bucket.bucket("box").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
    }

    @Test
    @AwsFact(value = "If-None-Match: * writes only where there is no object", source = WRITES)
    void putObject_ifNoneMatch_writesOnce() {
        s3.putObject(put -> put.bucket("box").key("k").ifNoneMatch("*"), RequestBody.fromString("one"));
        assertThat(Refused.by(() -> s3.putObject(
                        put -> put.bucket("box").key("k").ifNoneMatch("*"), RequestBody.fromString("two"))))
                .isEqualTo(FAILED);
        assertThat(s3.getObjectAsBytes(get -> get.bucket("box").key("k")).asUtf8String())
                .isEqualTo("one");
    }

    @Test
    @AwsFact(value = "A delete marker is no object for If-None-Match", source = WRITES)
    void putObject_ifNoneMatchOverMarker_writes() {
        s3.putBucketVersioning(
                put -> put.bucket("box").versioningConfiguration(versioning -> versioning.status("Enabled")));
        write("one");
        s3.deleteObject(delete -> delete.bucket("box").key("k"));
        s3.putObject(put -> put.bucket("box").key("k").ifNoneMatch("*"), RequestBody.fromString("two"));
        assertThat(s3.getObjectAsBytes(get -> get.bucket("box").key("k")).asUtf8String())
                .isEqualTo("two");
    }

    @Test
    @AwsFact(value = "If-Match writes over the expected entity tag only, and needs an object", source = WRITES)
    void putObject_ifMatch_comparesTheTag() {
        String etag = write("one");
        s3.putObject(put -> put.bucket("box").key("k").ifMatch(etag), RequestBody.fromString("two"));
        assertThat(Refused.by(() ->
                        s3.putObject(put -> put.bucket("box").key("k").ifMatch(etag), RequestBody.fromString("three"))))
                .isEqualTo(FAILED);
        assertThat(Refused.by(() -> s3.putObject(
                        put -> put.bucket("box").key("none").ifMatch(etag), RequestBody.fromString("three"))))
                .startsWith("NoSuchKey");
    }

    @Test
    @AwsFact(
            value = "DeleteObject with If-Match deletes the expected object only",
            source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html")
    void deleteObject_ifMatch_comparesTheTag() {
        String etag = write("one");
        write("two");
        assertThat(Refused.by(() ->
                        s3.deleteObject(delete -> delete.bucket("box").key("k").ifMatch(etag))))
                .isEqualTo(FAILED);
        s3.deleteObject(delete -> delete.bucket("box").key("k").ifMatch("*"));
        assertThat(Refused.by(() -> s3.getObjectAsBytes(get -> get.bucket("box").key("k"))))
                .startsWith("NoSuchKey");
    }

    @Test
    @AwsFact(value = "A read with another entity tag fails", source = READS)
    void getObject_ifMatch_comparesTheTag() {
        String etag = write("one");
        assertThat(s3.getObjectAsBytes(get -> get.bucket("box").key("k").ifMatch(etag))
                        .asUtf8String())
                .isEqualTo("one");
        assertThat(Refused.by(() ->
                        s3.getObjectAsBytes(get -> get.bucket("box").key("k").ifMatch("\"0\""))))
                .isEqualTo(FAILED);
    }

    @Test
    @AwsFact(value = "A copy checks the entity tag of its source", source = COPY)
    void copyObject_sourceCondition_isChecked() {
        String etag = write("one");
        write("two");
        assertThat(Refused.by(() -> s3.copyObject(copy -> copy.sourceBucket("box")
                        .sourceKey("k")
                        .destinationBucket("box")
                        .destinationKey("copy")
                        .copySourceIfMatch(etag))))
                .isEqualTo(FAILED);
    }

    @Test
    @AwsFact(value = "A copy keeps the metadata unless told to replace it", source = COPY)
    void copyObject_metadataDirective_decides() {
        s3.putObject(
                put -> put.bucket("box").key("k").metadata(Map.of("case", "1")).tagging("a=1"),
                RequestBody.fromString("x"));
        s3.copyObject(copy -> copy.sourceBucket("box")
                .sourceKey("k")
                .destinationBucket("box")
                .destinationKey("kept")
                .metadata(Map.of("case", "2")));
        s3.copyObject(copy -> copy.sourceBucket("box")
                .sourceKey("k")
                .destinationBucket("box")
                .destinationKey("replaced")
                .metadata(Map.of("case", "2"))
                .metadataDirective(MetadataDirective.REPLACE));
        assertThat(s3.headObject(head -> head.bucket("box").key("kept")).metadata())
                .containsEntry("case", "1");
        assertThat(s3.headObject(head -> head.bucket("box").key("replaced")).metadata())
                .containsEntry("case", "2");
        assertThat(s3.getObjectTagging(get -> get.bucket("box").key("replaced")).tagSet())
                .hasSize(1);
    }

    private String write(String content) {
        return s3.putObject(put -> put.bucket("box").key("k"), RequestBody.fromString(content))
                .eTag();
    }
}
