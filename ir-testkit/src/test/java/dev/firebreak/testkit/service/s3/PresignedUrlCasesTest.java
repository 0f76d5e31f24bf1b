package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.ServiceCases;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class PresignedUrlCasesTest extends ServiceCases {
    private static final String PRESIGNED =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html";
    private static final Duration HOUR = Duration.ofHours(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private S3Client s3;
    private IamClient iam;
    private AccessKey key;

    /** The presigner knows no clock but the system's. */
    @BeforeEach
    void prepare() {
        clock.advance(Duration.between(clock.instant(), Instant.now()));
        s3 = client(S3Client.builder());
        s3.createBucket(bucket ->
                bucket.bucket("evidence").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.putObject(put -> put.bucket("evidence").key("a b/dump"), RequestBody.fromString("memory"));
        iam = client(IamClient.builder());
        iam.createUser(user -> user.userName("responder"));
        key = iam.createAccessKey(create -> create.userName("responder")).accessKey();
    }

    @Test
    @AwsFact(value = "Whoever has the URL reads the object with the rights of its signer", source = PRESIGNED)
    void get_signed_givesTheObject() {
        HttpResponse<String> answer = get(signedGet(user()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("memory");
    }

    @Test
    @AwsFact(value = "A URL signed for PUT uploads an object", source = PRESIGNED)
    void put_signed_storesTheObject() {
        URL url;
        try (S3Presigner presigner = presigner(user())) {
            url = presigner
                    .presignPutObject(put -> put.signatureDuration(HOUR)
                            .putObjectRequest(
                                    request -> request.bucket("evidence").key("upload")))
                    .url();
        }
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(url.toString())).PUT(BodyPublishers.ofString("from the host")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(s3.getObjectAsBytes(get -> get.bucket("evidence").key("upload"))
                        .asUtf8String())
                .isEqualTo("from the host");
        assertThat(get(url).statusCode()).isEqualTo(403);
    }

    @Test
    @AwsFact(value = "A URL signed for HEAD gives the headers of the object and no body", source = PRESIGNED)
    void head_signed_givesNoBody() {
        URL url;
        try (S3Presigner presigner = presigner(user())) {
            url = presigner
                    .presignHeadObject(head -> head.signatureDuration(HOUR)
                            .headObjectRequest(
                                    request -> request.bucket("evidence").key("a b/dump")))
                    .url();
        }
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(url.toString())).method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).isPresent();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    @AwsFact(value = "A URL for one object does not open another", source = PRESIGNED)
    void get_otherKey_doesNotMatch() {
        String url = signedGet(user()).toString().replace("dump", "dumb");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url)));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    @AwsFact(value = "After its time a URL opens nothing", source = PRESIGNED)
    void get_late_hasExpired() {
        URL url = signedGet(user());
        clock.advance(HOUR.plusSeconds(60));
        HttpResponse<String> answer = get(url);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>AccessDenied</Code>", "<Message>Request has expired</Message>");
    }

    @Test
    @AwsFact(value = "A URL ends with the access key that signed it", source = PRESIGNED)
    void get_keyDeactivated_isRefused() {
        URL url = signedGet(user());
        iam.updateAccessKey(update ->
                update.userName("responder").accessKeyId(key.accessKeyId()).status("Inactive"));
        HttpResponse<String> answer = get(url);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>InvalidAccessKeyId</Code>");
    }

    @Test
    @AwsFact(
            value = "A URL signed by a session ends with the session, however long it was signed for",
            source = PRESIGNED)
    void get_sessionEnded_isExpired() {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}]}";
        String role = iam.createRole(create -> create.roleName("uploader").assumeRolePolicyDocument(trust))
                .role()
                .arn();
        iam.putUserPolicy(put -> put.userName("responder")
                .policyName("assume")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}]}"));
        StsClient sts = StsClient.builder()
                .region(fake.region())
                .httpClient(fake.httpClient())
                .credentialsProvider(StaticCredentialsProvider.create(user()))
                .build();
        Credentials session = sts.assumeRole(
                        assume -> assume.roleArn(role).roleSessionName("upload").durationSeconds(900))
                .credentials();
        URL url = signedGet(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
        assertThat(get(url).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(901));
        HttpResponse<String> answer = get(url);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>ExpiredToken</Code>");
    }

    private AwsCredentials user() {
        return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    private S3Presigner presigner(AwsCredentials credentials) {
        return S3Presigner.builder()
                .region(fake.region())
                .endpointOverride(fake.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private URL signedGet(AwsCredentials credentials) {
        try (S3Presigner presigner = presigner(credentials)) {
            return presigner
                    .presignGetObject(get -> get.signatureDuration(HOUR)
                            .getObjectRequest(
                                    request -> request.bucket("evidence").key("a b/dump")))
                    .url();
        }
    }

    private HttpResponse<String> get(URL url) {
        return send(HttpRequest.newBuilder(URI.create(url.toString())));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("Cannot send a request to the fake: " + failure.getMessage(), failure);
        }
    }
}
