package dev.firebreak.testkit.service.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class ChecksumCasesTest extends ServiceCases {
    private static final String INTEGRITY =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html";
    private static final String STREAMING =
            "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html";
    private static final byte[] CONTENT = "123456789".getBytes(StandardCharsets.UTF_8);

    private S3Client s3;

    @BeforeEach
    void createBucket() {
        s3 = client(S3Client.builder());
        s3.createBucket(bucket ->
                bucket.bucket("box").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
    }

    @Test
    @AwsFact(value = "An object without a checksum of the client's gets CRC64NVME", source = INTEGRITY)
    void putObject_noChecksum_getsCrc64() {
        S3Client plain =
                client(S3Client.builder().requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED));
        plain.putObject(put -> put.bucket("box").key("k"), RequestBody.fromBytes(CONTENT));
        HeadObjectResponse head = head();
        assertThat(head.checksumCRC64NVME()).isEqualTo("rosUhgp5mIg=");
        assertThat(head.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(head.checksumCRC32()).isNull();
    }

    @Test
    @AwsFact(value = "The checksum that the client sends in a trailer is kept and shown on demand", source = INTEGRITY)
    void putObject_sha256_isShown() {
        s3.putObject(
                put -> put.bucket("box").key("k").checksumAlgorithm(ChecksumAlgorithm.SHA256),
                RequestBody.fromBytes(CONTENT));
        assertThat(head().checksumSHA256()).isEqualTo("FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=");
        assertThat(s3.headObject(head -> head.bucket("box").key("k")).checksumSHA256())
                .isNull();
        assertThat(s3.getObjectAttributes(get -> get.bucket("box")
                                .key("k")
                                .objectAttributes(ObjectAttributes.CHECKSUM, ObjectAttributes.OBJECT_SIZE))
                        .objectSize())
                .isEqualTo(9);
    }

    @Test
    @AwsFact(value = "A wrong checksum is refused and nothing written", source = INTEGRITY)
    void putObject_wrongChecksum_isBadDigest() {
        assertThat(Refused.by(() -> s3.putObject(
                        put -> put.bucket("box").key("k").checksumCRC32("AAAAAA=="), RequestBody.fromBytes(CONTENT))))
                .isEqualTo("BadDigest: The CRC32 you specified did not match the calculated checksum.");
        assertThat(s3.listObjectsV2(list -> list.bucket("box")).contents()).isEmpty();
    }

    @Test
    @AwsFact(
            value = "Content-MD5 must be an MD5, and that of the body",
            source = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html")
    void putObject_wrongMd5_isRefused() {
        assertThat(Refused.by(() -> s3.putObject(
                        put -> put.bucket("box").key("k").contentMD5("nonsense"), RequestBody.fromBytes(CONTENT))))
                .startsWith("InvalidDigest");
        assertThat(Refused.by(() -> s3.putObject(
                        put -> put.bucket("box").key("k").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                        RequestBody.fromBytes(CONTENT))))
                .startsWith("BadDigest");
    }

    @Test
    @AwsFact(
            value = "The SHA-256 of a multipart object is made of those of its parts, and CRC32 can be of the whole",
            source = INTEGRITY)
    void complete_checksumType_isCompositeOrWhole() {
        assertThat(multipart("composite", ChecksumAlgorithm.SHA256, ChecksumType.COMPOSITE)
                        .checksumSHA256())
                .endsWith("-1");
        assertThat(multipart("whole", ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT)
                        .checksumCRC32())
                .isEqualTo("y/Q5Jg==");
        assertThat(Refused.by(() -> s3.createMultipartUpload(create -> create.bucket("box")
                        .key("k")
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .checksumType(ChecksumType.FULL_OBJECT))))
                .startsWith("InvalidRequest");
    }

    private HeadObjectResponse multipart(String key, ChecksumAlgorithm algorithm, ChecksumType type) {
        String id = s3.createMultipartUpload(create -> create.bucket("box")
                        .key(key)
                        .checksumAlgorithm(algorithm)
                        .checksumType(type))
                .uploadId();
        UploadPartResponse part = s3.uploadPart(
                upload ->
                        upload.bucket("box").key(key).uploadId(id).partNumber(1).checksumAlgorithm(algorithm),
                RequestBody.fromBytes(CONTENT));
        CompletedPart only = CompletedPart.builder()
                .partNumber(1)
                .eTag(part.eTag())
                .checksumSHA256(part.checksumSHA256())
                .checksumCRC32(part.checksumCRC32())
                .build();
        s3.completeMultipartUpload(complete -> complete.bucket("box")
                .key(key)
                .uploadId(id)
                .checksumType(type)
                .multipartUpload(upload -> upload.parts(only)));
        return s3.headObject(head -> head.bucket("box").key(key).checksumMode(ChecksumMode.ENABLED));
    }

    @Test
    @AwsFact(value = "A wrong checksum in the trailer of a chunked upload is refused", source = STREAMING)
    void putObject_wrongTrailer_isBadDigest() {
        assertThat(chunked("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", 9))
                .contains("<Code>BadDigest</Code>");
        assertThat(chunked("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n", 9))
                .isEmpty();
    }

    @Test
    @AwsFact(value = "A trailer that was announced must come", source = STREAMING)
    void putObject_noTrailer_isMalformed() {
        assertThat(chunked("9\r\n123456789\r\n0\r\n\r\n", 9)).contains("<Code>MalformedTrailerError</Code>");
    }

    @Test
    @AwsFact(
            value = "A chunked body that is shorter or longer than announced is incomplete",
            source = "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html")
    void putObject_otherLength_isIncomplete() {
        assertThat(chunked("9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n", 10))
                .contains("<Code>IncompleteBody</Code>");
    }

    private String chunked(String body, int length) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.endpoint() + "/box/k"))
                .PUT(BodyPublishers.ofString(body))
                .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                .header("Content-Encoding", "aws-chunked")
                .header("x-amz-decoded-content-length", String.valueOf(length))
                .header("x-amz-trailer", "x-amz-checksum-crc32")
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            return answer.body();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("Cannot send a request to the fake: " + failure.getMessage(), failure);
        }
    }

    private HeadObjectResponse head() {
        return s3.headObject(head -> head.bucket("box").key("k").checksumMode(ChecksumMode.ENABLED));
    }
}
