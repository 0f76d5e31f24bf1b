package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2AsyncClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Type;
import software.amazon.awssdk.services.sts.StsClient;

/** What SDK clients see through either door. */
@ParameterizedClass
@EnumSource(Door.class)
class DoorTest {
    @Parameter
    Door door;

    final FakeAws fake = FakeAws.builder()
            .clock(ManualClock.create())
            .service(new NoteService())
            .service(new ShelfService())
            .build();

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return door.connect(fake, builder)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private static CreateTagsRequest tag(String value) {
        return CreateTagsRequest.builder()
                .resources("i-1")
                .tags(Tag.builder().key("k").value(value).build())
                .build();
    }

    private static String noted(Ec2Client ec2) {
        return ec2.describeTags(request -> {}).tags().get(0).value();
    }

    @Test
    void ec2_hostileText_comesBackUnharmed() {
        Ec2Client ec2 = client(Ec2Client.builder());

        ec2.createTags(tag("<&>\"' Zürich 東京 \uD83D\uDD25\r\n]]>"));

        assertThat(noted(ec2)).isEqualTo("<&>\"' Zürich 東京 \uD83D\uDD25\r\n]]>");
    }

    @Test
    void ec2_controlCharacters_areReplacedAndAnswerStaysReadable() {
        Ec2Client ec2 = client(Ec2Client.builder());

        ec2.createTags(tag("a\u0000b\u001Bc\uFFFFd"));

        assertThat(noted(ec2)).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
    }

    @Test
    void ec2_refusedOperation_throwsCodeStatusAndRequestId() {
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThatExceptionOfType(Ec2Exception.class)
                .isThrownBy(() -> ec2.terminateInstances(request -> request.instanceIds("i-404")))
                .satisfies(refused -> {
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidInstanceID.NotFound");
                    assertThat(refused.awsErrorDetails().errorMessage())
                            .isEqualTo("The instance IDs '[i-404]' do not exist");
                    assertThat(refused.statusCode()).isEqualTo(400);
                    assertThat(refused.requestId()).isNotBlank();
                });
    }

    @Test
    void ec2_notImplementedOperation_isInvalidAction() {
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThatExceptionOfType(Ec2Exception.class)
                .isThrownBy(() -> ec2.describeVpcs(request -> {}))
                .satisfies(refused -> assertThat(refused.awsErrorDetails().errorMessage())
                        .isEqualTo("The action DescribeVpcs is not valid for this web service."))
                .satisfies(refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
    }

    @Test
    void ec2_dryRun_hasNoEffect() {
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThatExceptionOfType(Ec2Exception.class)
                .isThrownBy(
                        () -> ec2.createTags(tag("v").toBuilder().dryRun(true).build()))
                .satisfies(refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("DryRunOperation"))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(412));

        assertThat(ec2.describeTags(request -> {}).tags()).isEmpty();
    }

    @Test
    void ec2_bugInOperation_isInternalError() {
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThatExceptionOfType(Ec2Exception.class)
                .isThrownBy(() -> ec2.rebootInstances(request -> request.instanceIds("i-1")))
                .satisfies(refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InternalError"))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(500))
                .withMessageNotContaining("a bug");
    }

    @Test
    void iam_error_isTheTypedException() {
        IamClient iam = client(IamClient.builder());

        assertThatExceptionOfType(NoSuchEntityException.class)
                .isThrownBy(() -> iam.getUser(request -> request.userName("nobody")));
    }

    @Test
    void sts_callerIdentity_isOfTheDefaultAccount() {
        StsClient sts = client(StsClient.builder());

        assertThat(sts.getCallerIdentity().account()).isEqualTo(fake.accountId());
    }

    @Test
    void loseAnswer_effectHappensAndConnectionBreaks() {
        fake.faults().on("ec2", "CreateTags").nth(1).loseAnswer();
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> ec2.createTags(tag("v")));

        assertThat(noted(ec2)).isEqualTo("v");
        assertThat(fake.calls().get(0).answered()).isFalse();
    }

    @Test
    void dropBefore_nothingHappensAndConnectionBreaks() {
        fake.faults().on("ec2").first(1).dropBefore();
        Ec2Client ec2 = client(Ec2Client.builder());

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> ec2.createTags(tag("v")));

        assertThat(ec2.describeTags(request -> {}).tags()).isEmpty();
    }

    @Test
    void throttle_ec2_isRequestLimitExceeded() {
        fake.faults().on("ec2", "DescribeTags").nth(2).throttle();
        Ec2Client ec2 = client(Ec2Client.builder());
        ec2.describeTags(request -> {});

        assertThatExceptionOfType(Ec2Exception.class)
                .isThrownBy(() -> ec2.describeTags(request -> {}))
                .satisfies(
                        refused -> assertThat(refused.isThrottlingException()).isTrue())
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(503));

        ec2.describeTags(request -> {});
    }

    @Test
    void s3_object_roundTripsWithMetadata() {
        S3Client s3 = client(S3Client.builder());
        byte[] content = "evidence \u0000 of a crime".repeat(10_000).getBytes(StandardCharsets.UTF_8);

        s3.putObject(
                request -> request.bucket("shelf").key("a/b c+d%/é//x").metadata(Map.of("case", "7")),
                RequestBody.fromBytes(content));

        var read = s3.getObjectAsBytes(request -> request.bucket("shelf").key("a/b c+d%/é//x"));
        assertThat(read.asByteArray()).isEqualTo(content);
        assertThat(read.response().metadata()).containsEntry("case", "7");
        assertThat(read.response().lastModified()).isEqualTo(fake.world().now());
        var head = s3.headObject(request -> request.bucket("shelf").key("a/b c+d%/é//x"));
        assertThat(head.contentLength()).isEqualTo(content.length);
    }

    @Test
    void s3_contentEncoding_isWhatTheOwnerGave() {
        S3Client s3 = client(S3Client.builder());

        s3.putObject(request -> request.bucket("shelf").key("k").contentEncoding("br"), RequestBody.fromString("x"));

        assertThat(s3.getObjectAsBytes(request -> request.bucket("shelf").key("k"))
                        .response()
                        .contentEncoding())
                .isEqualTo("br");
    }

    @Test
    void s3_emptyObject_roundTrips() {
        S3Client s3 = client(S3Client.builder());

        s3.putObject(request -> request.bucket("shelf").key("k"), RequestBody.empty());

        assertThat(s3.getObjectAsBytes(request -> request.bucket("shelf").key("k"))
                        .asByteArray())
                .isEmpty();
    }

    @Test
    void s3_xmlBodies_areReadAndWritten() {
        S3Client s3 = client(S3Client.builder());
        s3.putObject(request -> request.bucket("shelf").key("a&b"), RequestBody.fromString("1"));
        s3.copyObject(request -> request.sourceBucket("shelf")
                .sourceKey("a&b")
                .destinationBucket("shelf")
                .destinationKey("copy"));

        assertThat(s3.listObjectsV2(request -> request.bucket("shelf")).contents())
                .extracting(S3Object::key)
                .containsExactly("a&b", "copy");

        var deleted = s3.deleteObjects(request -> request.bucket("shelf")
                .delete(delete -> delete.objects(
                        List.of(ObjectIdentifier.builder().key("a&b").build()))));
        assertThat(deleted.deleted().get(0).key()).isEqualTo("a&b");
        s3.deleteObject(request -> request.bucket("shelf").key("copy"));
        assertThat(s3.listObjectsV2(request -> request.bucket("shelf")).contents())
                .isEmpty();
    }

    @Test
    void s3_policyAndLocation_areBareBodies() {
        S3Client s3 = client(S3Client.builder());
        s3.putBucketPolicy(request -> request.bucket("shelf").policy("{\"Version\":\"2012-10-17\"}"));

        assertThat(s3.getBucketPolicy(request -> request.bucket("shelf")).policy())
                .isEqualTo("{\"Version\":\"2012-10-17\"}");
        assertThat(s3.getBucketLocation(request -> request.bucket("shelf")).locationConstraintAsString())
                .isEqualTo("eu-west-1");
    }

    @Test
    void s3_acl_keepsTheGranteesType() {
        S3Client s3 = client(S3Client.builder());
        Grant grant = Grant.builder()
                .grantee(grantee -> grantee.type(Type.GROUP).uri("http://acs.amazonaws.com/groups/global/AllUsers"))
                .permission("READ")
                .build();

        s3.putBucketAcl(request -> request.bucket("shelf")
                .accessControlPolicy(policy -> policy.grants(grant).owner(owner -> owner.id("me"))));

        assertThat(s3.getBucketAcl(request -> request.bucket("shelf")).grants()).containsExactly(grant);
    }

    @Test
    void s3_errors_areTyped() {
        S3Client s3 = client(S3Client.builder());

        assertThatExceptionOfType(NoSuchKeyException.class)
                .isThrownBy(() ->
                        s3.getObjectAsBytes(request -> request.bucket("shelf").key("absent")));
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(
                        () -> s3.headObject(request -> request.bucket("shelf").key("absent")))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(404));
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> s3.getBucketVersioning(request -> request.bucket("shelf")))
                .satisfies(refused ->
                        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("NotImplemented"))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(501));
    }

    @Test
    void async_clients_seeTheSameWorld() {
        client(Ec2Client.builder()).createTags(tag("v"));
        Ec2AsyncClient ec2 = client(Ec2AsyncClient.builder());

        assertThat(ec2.describeTags(request -> {}).join().tags().get(0).value()).isEqualTo("v");
    }

    @Test
    void async_error_isTheTypedException() {
        IamAsyncClient iam = client(IamAsyncClient.builder());

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(
                        () -> iam.getUser(request -> request.userName("nobody")).join())
                .withCauseInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void async_loseAnswer_breaksTheConnection() {
        fake.faults().on("ec2", "CreateTags").loseAnswer();
        Ec2AsyncClient ec2 = client(Ec2AsyncClient.builder());

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> ec2.createTags(tag("v")).join())
                .withCauseInstanceOf(SdkClientException.class);

        assertThat(noted(client(Ec2Client.builder()))).isEqualTo("v");
    }

    @Test
    void async_s3Object_roundTrips() {
        S3AsyncClient s3 = client(S3AsyncClient.builder());

        s3.putObject(request -> request.bucket("shelf").key("k"), AsyncRequestBody.fromString("content"))
                .join();

        assertThat(s3.getObject(request -> request.bucket("shelf").key("k"), AsyncResponseTransformer.toBytes())
                        .join()
                        .asUtf8String())
                .isEqualTo("content");
    }

    @Test
    void latency_withManualClock_movesTheClock() {
        var before = fake.world().now();
        fake.latency(Duration.ofSeconds(2));

        client(Ec2Client.builder()).describeTags(request -> {});

        assertThat(fake.world().now()).isEqualTo(before.plusSeconds(2));
    }

    @Test
    void calls_record_whoWhatAndOutcome() {
        IamClient iam = client(IamClient.builder());

        assertThatExceptionOfType(NoSuchEntityException.class)
                .isThrownBy(() -> iam.getUser(request -> request.userName("nobody")));

        assertThat(fake.calls()).singleElement().satisfies(call -> {
            assertThat(call.service()).isEqualTo("iam");
            assertThat(call.operation()).isEqualTo("GetUser");
            assertThat(call.account()).isEqualTo(fake.accountId());
            assertThat(call.accessKeyId()).startsWith("AKIA");
            assertThat(call.errorCode()).contains("NoSuchEntity");
        });
        fake.clearCalls();
        assertThat(fake.calls()).isEmpty();
    }
}
