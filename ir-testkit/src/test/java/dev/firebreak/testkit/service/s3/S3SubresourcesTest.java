package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.TestWorld;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.Tag;

class S3SubresourcesTest {
    private final TestWorld aws = new TestWorld();
    private final S3Service service = new S3Service();
    private final TestWorld.Client s3 = aws.client(service);

    /** A sub-resource that is nobody's route would fall to the operation on the bucket or object itself. */
    @Test
    void routes_ofSubresources_areUniqueAndTaken() {
        assertThat(service.operations().all().stream()
                        .filter(operation -> !operation.name().contains("Copy"))
                        .map(Operations.Operation::route)
                        .collect(Collectors.toList()))
                .doesNotHaveDuplicates()
                .contains("DELETE /{Bucket}?lifecycle", "PUT /{Bucket}/{Key+}?acl");
    }

    @Test
    void replication_neverConfigured_isNotFound() {
        s3.call(CreateBucketRequest.builder().bucket("box").build());
        AwsError error =
                s3.refused(GetBucketReplicationRequest.builder().bucket("box").build());
        assertThat(error.code()).isEqualTo("ReplicationConfigurationNotFoundError");
        assertThat(s3.refusedByName(
                                "PUT /{Bucket}?metrics",
                                HeadBucketRequest.builder().bucket("box").build())
                        .status())
                .isEqualTo(501);
    }

    @Test
    void objectTags_put_areReadBack() {
        s3.call(CreateBucketRequest.builder().bucket("box").build());
        s3.call(PutObjectRequest.builder()
                .bucket("box")
                .key("k")
                .tagging("a=1&b")
                .build());
        s3.call(PutObjectTaggingRequest.builder()
                .bucket("box")
                .key("k")
                .tagging(tagging ->
                        tagging.tagSet(Tag.builder().key("case").value("42").build()))
                .build());
        GetObjectTaggingResponse tags =
                s3.call(GetObjectTaggingRequest.builder().bucket("box").key("k").build());
        assertThat(tags.tagSet()).extracting(Tag::key).containsExactly("case");
    }
}
