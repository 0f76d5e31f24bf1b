package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Presigned URLs are verified whether or not the fake enforces policies. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PresignedUrlTest {
    private static final String PRESIGNED =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html";

    @Parameter
    private boolean enforcing;

    // The presigner of the SDK knows no clock but the system's.
    private final ManualClock clock = ManualClock.at(Instant.now());
    private FakeAws fake = FakeAws.create();
    private AccessKey key = AccessKey.builder().build();

    @BeforeEach
    void store() {
        FakeAwsBuilder builder = FakeAws.builder().clock(clock);
        fake = (enforcing ? builder.enforceIam() : builder).build();
        fake.iam().createUser(user -> user.userName("ann"));
        fake.iam()
                .attachUserPolicy(
                        attach -> attach.userName("ann").policyArn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        key = fake.iam().createAccessKey(create -> create.userName("ann")).accessKey();
        fake.s3().createBucket(bucket -> bucket.bucket("reports"));
        fake.s3().putObject(put -> put.bucket("reports").key("a b.txt"), RequestBody.fromString("content"));
        fake.s3().putObject(put -> put.bucket("reports").key("other.txt"), RequestBody.fromString("other"));
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private String url(String secret) {
        try (S3Presigner presigner = S3Presigner.builder()
                .region(fake.region())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKeyId(), secret)))
                .endpointOverride(fake.endpoint())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            return presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(10))
                            .getObjectRequest(get -> get.bucket("reports").key("a b.txt")))
                    .url()
                    .toString();
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    @AwsFact(value = "Whoever has a presigned URL may do what its signer may", source = PRESIGNED)
    void presigned_valid_isAnswered() throws Exception {
        assertThat(get(url(key.secretAccessKey()))).isEqualTo("200 content");
    }

    @Test
    @AwsFact(value = "A presigned URL ends at its time", source = PRESIGNED)
    void presigned_tooLate_hasExpired() throws Exception {
        String url = url(key.secretAccessKey());

        clock.advance(Duration.ofMinutes(11));

        assertThat(get(url))
                .startsWith("403 ")
                .contains("<Code>AccessDenied</Code>", "<Message>Request has expired</Message>");
    }

    @Test
    @AwsFact(value = "A presigned URL is good for the request that was signed alone", source = PRESIGNED)
    void presigned_otherKey_doesNotMatch() throws Exception {
        String url = url(key.secretAccessKey()).replace("a%20b.txt", "other.txt");

        assertThat(get(url)).startsWith("403 ").contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    @AwsFact(value = "A presigned URL may not be given more time", source = PRESIGNED)
    void presigned_moreTime_doesNotMatch() throws Exception {
        String url = url(key.secretAccessKey()).replace("X-Amz-Expires=600", "X-Amz-Expires=6000");

        assertThat(get(url)).startsWith("403 ").contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    @AwsFact(value = "A presigned URL is valid for a week at most", source = PRESIGNED)
    void presigned_moreThanAWeek_isRefused() throws Exception {
        String url = url(key.secretAccessKey()).replace("X-Amz-Expires=600", "X-Amz-Expires=604801");

        assertThat(get(url)).startsWith("400 ").contains("<Code>AuthorizationQueryParametersError</Code>");
    }

    @Test
    @AwsFact(value = "A URL presigned with a wrong secret does not match", source = PRESIGNED)
    void presigned_wrongSecret_doesNotMatch() throws Exception {
        assertThat(get(url("wrong"))).startsWith("403 ").contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    @AwsFact(value = "A presigned URL ends with the key that signed it", source = PRESIGNED)
    void presigned_keyInactive_isRefused() throws Exception {
        String url = url(key.secretAccessKey());

        fake.iam()
                .updateAccessKey(update ->
                        update.userName("ann").accessKeyId(key.accessKeyId()).status("Inactive"));

        assertThat(get(url)).startsWith("403 ").contains("<Code>InvalidAccessKeyId</Code>");
    }
}
