package dev.firebreak.testkit.service.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.TestWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class ObjectOperationsTest {
    private static final byte[] DIGITS = "0123456789".getBytes(UTF_8);

    private final TestWorld aws = new TestWorld();
    private final TestWorld.Client s3 = aws.client(new S3Service());

    @BeforeEach
    void createBucket() {
        s3.call(CreateBucketRequest.builder().bucket("box").build());
    }

    @Test
    void putObject_etag_isTheMd5() {
        PutObjectResponse put = s3.call(put("k").build(), DIGITS);
        assertThat(put.eTag()).isEqualTo("\"781e5e245d69b566979b86e28d23f2c7\"");
        assertThat(put.serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
        assertThat(put.versionId()).isNull();
    }

    /** Values of real S3, and of the check value of each CRC for the digits 1 to 9. */
    @ParameterizedTest
    @CsvSource({
        "CRC32, 123456789, y/Q5Jg==",
        "CRC32C, 123456789, 4waSgw==",
        "CRC64NVME, 123456789, rosUhgp5mIg=",
        "CRC32, 0123456789, poTHxg==",
        "SHA256, 0123456789, hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII="
    })
    void checksum_knownContent_isAsPublished(String algorithm, String content, String value) {
        assertThat(Checksums.valueOf(algorithm).base64(content.getBytes(UTF_8))).isEqualTo(value);
    }

    @Test
    void putObject_wrongChecksum_isBadDigest() {
        AwsError error = s3.refused(
                put("k").checksumSHA256(Checksums.SHA256.base64(new byte[0])).build(), DIGITS);
        assertThat(error.code()).isEqualTo("BadDigest");
        assertThat(error.status()).isEqualTo(400);
        assertThat(s3.refused(put("k").checksumCRC32("nonsense").build(), DIGITS)
                        .code())
                .isEqualTo("InvalidRequest");
    }

    @Test
    void putObject_contentMd5_isChecked() {
        assertThat(s3.refused(put("k").contentMD5("x").build(), DIGITS).code()).isEqualTo("InvalidDigest");
        assertThat(s3.refused(put("k").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg==").build(), DIGITS)
                        .code())
                .isEqualTo("BadDigest");
    }

    @Test
    void putObject_ifNoneMatch_writesOnce() {
        s3.call(put("k").ifNoneMatch("*").build(), DIGITS);
        AwsError error = s3.refused(put("k").ifNoneMatch("*").build(), DIGITS);
        assertThat(error.code()).isEqualTo("PreconditionFailed");
        assertThat(error.status()).isEqualTo(412);
    }

    @Test
    void putObject_ifMatch_comparesTheEtag() {
        assertThat(s3.refused(put("k").ifMatch("abc").build()).code()).isEqualTo("NoSuchKey");
        PutObjectResponse put = s3.call(put("k").build(), DIGITS);
        assertThat(s3.refused(put("k").ifMatch("abc").build()).status()).isEqualTo(412);
        assertThat(s3.refused(put("k").ifMatch("*").build()).status()).isEqualTo(501);
        s3.call(put("k").ifMatch(put.eTag()).build());
    }

    @Test
    void putObject_acl_isRefusedWhereTheOwnerIsEnforced() {
        assertThat(s3.refused(put("k").acl(ObjectCannedACL.PUBLIC_READ).build()).code())
                .isEqualTo("AccessControlListNotSupported");
        s3.call(put("k").acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL).build());
    }

    /** Ranges as real S3 answers them: a malformed range is ignored. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "bytes=0-8, bytes 0-8/10, 012345678",
                "bytes=1-, bytes 1-9/10, 123456789",
                "bytes=-2, bytes 8-9/10, 89",
                "bytes=-15, bytes 0-9/10, 0123456789",
                "bytes=0-100, bytes 0-9/10, 0123456789",
                "bytes=1-0, -, 0123456789",
                "bytes=0-1;3-4, -, 0123456789"
            })
    void getObject_range_isCut(String range, String contentRange, String content) {
        s3.call(put("k").build(), DIGITS);
        Operations.Result answer = s3.result(get("k").range(range).build(), new byte[0]);
        assertThat(((GetObjectResponse) answer.response()).contentRange()).isEqualTo(contentRange);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo(content);
    }

    @Test
    void getObject_rangeBeyondTheEnd_isNotSatisfiable() {
        s3.call(put("k").build(), DIGITS);
        assertThat(s3.refused(get("k").range("bytes=100-200").build()).status()).isEqualTo(416);
        assertThat(s3.refused(get("k").range("bytes=-0").build()).code()).isEqualTo("InvalidRange");
    }

    @Test
    void getObject_checksumMode_showsTheChecksum() {
        s3.call(
                put("k").checksumCRC32("poTHxg==")
                        .metadata(Map.of("case", "42"))
                        .build(),
                DIGITS);
        GetObjectResponse plain = s3.call(get("k").build());
        assertThat(plain.checksumCRC32()).isNull();
        assertThat(plain.metadata()).containsEntry("case", "42");
        assertThat(plain.contentType()).isEqualTo("binary/octet-stream");
        GetObjectResponse checked =
                s3.call(get("k").checksumMode(ChecksumMode.ENABLED).build());
        assertThat(checked.checksumCRC32()).isEqualTo("poTHxg==");
        assertThat(checked.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    }

    @Test
    void getObject_missing_isNoSuchKey() {
        AwsError error = s3.refused(get("none").build());
        assertThat(error.status()).isEqualTo(404);
        assertThat(error.message()).isEqualTo("The specified key does not exist.");
        assertThat(s3.refused(get("none").bucket("no-bucket").build()).code()).isEqualTo("NoSuchBucket");
    }

    @Test
    void getObject_conditions_holdOrNot() {
        PutObjectResponse put = s3.call(put("k").build(), DIGITS);
        assertThat(s3.refused(get("k").ifMatch("abc").build()).status()).isEqualTo(412);
        assertThat(s3.refused(get("k").ifNoneMatch(put.eTag()).build()).status())
                .isEqualTo(304);
        assertThat(s3.refused(get("k").ifModifiedSince(TestWorld.START).build()).status())
                .isEqualTo(304);
        s3.call(get("k").ifMatch(put.eTag()).build());
    }

    @Test
    void deleteObject_versioned_putsAMarkerOnTop() {
        enableVersioning();
        PutObjectResponse put = s3.call(put("k").build(), DIGITS);
        DeleteObjectResponse deleted =
                s3.call(DeleteObjectRequest.builder().bucket("box").key("k").build());
        assertThat(deleted.deleteMarker()).isTrue();
        assertThat(s3.refused(get("k").build()).code()).isEqualTo("NoSuchKey");
        assertThat(s3.refused(get("k").versionId(deleted.versionId()).build()).status())
                .isEqualTo(405);
        s3.call(get("k").versionId(put.versionId()).build());
        s3.call(DeleteObjectRequest.builder()
                .bucket("box")
                .key("k")
                .versionId(deleted.versionId())
                .build());
        GetObjectResponse back = s3.call(get("k").build());
        assertThat(back.versionId()).isEqualTo(put.versionId());
    }

    @Test
    void getObject_unknownVersion_isNoSuchVersion() {
        enableVersioning();
        s3.call(put("k").build(), DIGITS);
        assertThat(s3.refused(get("k").versionId("x".repeat(32)).build()).code())
                .isEqualTo("NoSuchVersion");
        assertThat(s3.refused(get("k").versionId("bad").build()).code()).isEqualTo("InvalidArgument");
    }

    @Test
    void putObject_versioningSuspended_replacesTheNullVersion() {
        s3.call(put("k").build(), DIGITS);
        enableVersioning();
        PutObjectResponse kept = s3.call(put("k").build(), DIGITS);
        s3.call(PutBucketVersioningRequest.builder()
                .bucket("box")
                .versioningConfiguration(configuration -> configuration.status("Suspended"))
                .build());
        PutObjectResponse suspended = s3.call(put("k").build(), DIGITS);
        assertThat(suspended.versionId()).isNull();
        ListObjectVersionsResponse versions =
                s3.call(ListObjectVersionsRequest.builder().bucket("box").build());
        assertThat(versions.versions()).extracting(ObjectVersion::versionId).containsExactly("null", kept.versionId());
        assertThat(versions.versions()).extracting(ObjectVersion::isLatest).containsExactly(true, false);
    }

    @Test
    void deleteObjects_oneRefused_reportsIt() {
        s3.call(put("a").build(), DIGITS);
        DeleteObjectsResponse answer = s3.call(DeleteObjectsRequest.builder()
                .bucket("box")
                .delete(delete -> delete.objects(
                        ObjectIdentifier.builder().key("a").build(),
                        ObjectIdentifier.builder().key("c").versionId("bad").build()))
                .build());
        assertThat(answer.deleted()).extracting(DeletedObject::key).containsExactly("a");
        assertThat(answer.errors()).extracting(S3Error::code).containsExactly("InvalidArgument");
    }

    @Test
    void listObjects_delimiterAndPages_listEachOnce() {
        for (String key : List.of("a", "dir/1", "dir/2", "dir2/1", "z")) {
            s3.call(put(key).build());
        }
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            ListObjectsV2Response page = s3.call(ListObjectsV2Request.builder()
                    .bucket("box")
                    .delimiter("/")
                    .maxKeys(1)
                    .continuationToken(token)
                    .build());
            page.contents().forEach(object -> seen.add(object.key()));
            page.commonPrefixes().forEach(prefix -> seen.add(prefix.prefix()));
            assertThat(page.keyCount()).isEqualTo(1);
            token = page.nextContinuationToken();
        } while (token != null);
        assertThat(seen).containsExactly("a", "dir/", "dir2/", "z");
    }

    @Test
    void listObjects_prefixAndStartAfter_areApplied() {
        for (String key : List.of("p/1", "p/2", "q")) {
            s3.call(put(key).build());
        }
        ListObjectsV2Response page = s3.call(ListObjectsV2Request.builder()
                .bucket("box")
                .prefix("p/")
                .startAfter("p/1")
                .build());
        assertThat(page.contents()).extracting(S3Object::key).containsExactly("p/2");
        ListObjectsV2Response encoded = s3.call(ListObjectsV2Request.builder()
                .bucket("box")
                .encodingType(EncodingType.URL)
                .prefix("p/")
                .build());
        assertThat(encoded.prefix()).isEqualTo("p/");
    }

    @Test
    void listObjectVersions_pages_listEachOnce() {
        enableVersioning();
        for (int number = 0; number < 5; number++) {
            s3.call(put("k").build());
            s3.call(put("l").build());
        }
        List<String> seen = new ArrayList<>();
        ListObjectVersionsResponse page = s3.call(
                ListObjectVersionsRequest.builder().bucket("box").maxKeys(3).build());
        while (true) {
            page.versions().forEach(version -> seen.add(version.key() + version.versionId()));
            if (!page.isTruncated()) {
                break;
            }
            page = s3.call(ListObjectVersionsRequest.builder()
                    .bucket("box")
                    .maxKeys(3)
                    .keyMarker(page.nextKeyMarker())
                    .versionIdMarker(page.nextVersionIdMarker())
                    .build());
        }
        assertThat(seen).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void copyObject_ontoItself_isIllegalUnlessSomethingChanges() {
        s3.call(put("k").metadata(Map.of("case", "42")).build(), DIGITS);
        var copy =
                CopyObjectRequest.builder().sourceBucket("box").sourceKey("k").destinationBucket("box");
        assertThat(s3.refused(copy.destinationKey("k").build()).code()).isEqualTo("InvalidRequest");
        s3.call(copy.destinationKey("copy").build());
        GetObjectResponse copied = s3.call(get("copy").build());
        assertThat(copied.metadata()).containsEntry("case", "42");
        s3.call(copy.destinationKey("k")
                .metadataDirective(MetadataDirective.REPLACE)
                .build());
        GetObjectResponse replaced = s3.call(get("k").build());
        assertThat(replaced.metadata()).isEmpty();
    }

    @Test
    void lastModified_isByTheWorldsClock() {
        aws.pass(Duration.ofHours(1));
        s3.call(put("k").build());
        HeadObjectResponse head =
                s3.call(HeadObjectRequest.builder().bucket("box").key("k").build());
        assertThat(head.lastModified()).isEqualTo(TestWorld.START.plusSeconds(3600));
    }

    private void enableVersioning() {
        s3.call(PutBucketVersioningRequest.builder()
                .bucket("box")
                .versioningConfiguration(configuration -> configuration.status("Enabled"))
                .build());
    }

    private static PutObjectRequest.Builder put(String key) {
        return PutObjectRequest.builder().bucket("box").key(key);
    }

    private static GetObjectRequest.Builder get(String key) {
        return GetObjectRequest.builder().bucket("box").key(key);
    }
}
