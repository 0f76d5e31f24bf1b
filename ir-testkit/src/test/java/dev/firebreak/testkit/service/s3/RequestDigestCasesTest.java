package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.ServiceCases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

class RequestDigestCasesTest extends ServiceCases {
    private static final String DELETE = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html";
    private static final String INTEGRITY =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html";
    private static final String KEYS = "<Delete><Object><Key>dump</Key></Object></Delete>";

    private S3Client s3;

    @BeforeEach
    void createBucket() {
        s3 = client(S3Client.builder().requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED));
        s3.createBucket(bucket ->
                bucket.bucket("box").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.putObject(put -> put.bucket("box").key("dump"), RequestBody.fromString("memory"));
    }

    private String send(String method, String target, String body, String... headers) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.endpoint() + target))
                .method(method, BodyPublishers.ofString(body))
                .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
                .headers(headers)
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("Cannot send a request to the fake: " + failure.getMessage(), failure);
        }
    }

    private String delete(String... headers) {
        return send("POST", "/box?delete", KEYS, headers);
    }

    private int left() {
        return s3.listObjectsV2(list -> list.bucket("box")).keyCount();
    }

    private static String md5(String body) {
        return Base64.getEncoder().encodeToString(Checksums.md5(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @AwsFact(value = "DeleteObjects is refused without Content-MD5 and without a checksum", source = DELETE)
    void deleteObjects_noDigest_isRefused() {
        assertThat(delete("Content-Type", "application/xml"))
                .contains("<Code>InvalidRequest</Code>")
                .contains("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        assertThat(left()).isEqualTo(1);
    }

    @Test
    @AwsFact(value = "DeleteObjects goes by its Content-MD5, if it is right", source = DELETE)
    void deleteObjects_md5_isVerified() {
        assertThat(delete("Content-MD5", md5("other"))).contains("<Code>BadDigest</Code>");
        assertThat(left()).isEqualTo(1);

        assertThat(delete("Content-MD5", md5(KEYS))).contains("<Deleted><Key>dump</Key></Deleted>");
        assertThat(left()).isZero();
    }

    @Test
    @AwsFact(value = "DeleteObjects goes by any checksum that S3 knows", source = INTEGRITY)
    void deleteObjects_checksum_isVerified() {
        String right = Checksums.SHA256.base64(KEYS.getBytes(StandardCharsets.UTF_8));
        String wrong = Checksums.SHA256.base64("other".getBytes(StandardCharsets.UTF_8));

        assertThat(delete("x-amz-checksum-sha256", wrong)).contains("<Code>BadDigest</Code>");
        assertThat(delete("x-amz-checksum-sha256", right)).contains("<Deleted><Key>dump</Key></Deleted>");
    }

    @Test
    @AwsFact(value = "The SDK sends a checksum with DeleteObjects by itself", source = INTEGRITY)
    void deleteObjects_ofTheSdk_passes() {
        s3.deleteObjects(request -> request.bucket("box")
                .delete(all ->
                        all.objects(ObjectIdentifier.builder().key("dump").build())));

        assertThat(left()).isZero();
    }

    @Test
    @AwsFact(value = "A configuration of a bucket whose Content-MD5 is wrong is refused", source = INTEGRITY)
    void putBucketVersioning_wrongMd5_isRefused() {
        String body = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";

        assertThat(send("PUT", "/box?versioning", body, "Content-MD5", md5("other")))
                .contains("<Code>BadDigest</Code>");
        assertThat(s3.getBucketVersioning(get -> get.bucket("box")).status()).isNull();
    }
}
