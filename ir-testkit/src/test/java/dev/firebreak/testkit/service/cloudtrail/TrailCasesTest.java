package dev.firebreak.testkit.service.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

class TrailCasesTest extends TrailCases {
    private static final String CREATE =
            "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html";
    private static final String FILES =
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html";
    private static final String DIGESTS =
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html";
    private static final String DATA =
            "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html";

    @Test
    @AwsFact(value = "A trail needs a bucket that is there", source = CREATE)
    void createTrail_noBucket_isRefused() {
        CloudTrailClient trail = cloudTrail();

        assertThat(Refused.by(() -> trail.createTrail(make -> make.name("main").s3BucketName("nowhere"))))
                .isEqualTo("S3BucketDoesNotExistException: S3 bucket nowhere does not exist!");
    }

    @Test
    @AwsFact(value = "The bucket's policy must let CloudTrail deliver", source = CREATE)
    void createTrail_noPolicy_isRefused() {
        S3Client s3 = client(S3Client.builder());
        bucket(s3, "logs-1");
        s3.deleteBucketPolicy(delete -> delete.bucket("logs-1"));
        CloudTrailClient trail = cloudTrail();

        assertThat(Refused.by(() -> trail.createTrail(make -> make.name("main").s3BucketName("logs-1"))))
                .startsWith("InsufficientS3BucketPolicyException");
    }

    @Test
    @AwsFact(value = "A trail's name has at least three characters", source = CREATE)
    void createTrail_shortName_isRefused() {
        CloudTrailClient trail = cloudTrail();

        assertThat(Refused.by(() -> trail.createTrail(make -> make.name("ab").s3BucketName("logs-1"))))
                .startsWith("InvalidTrailNameException");
    }

    @Test
    @AwsFact(value = "A new trail does not log until it is told to", source = CREATE)
    void createTrail_new_doesNotLog() {
        CloudTrailClient trail = trail("logs-1", false);
        trail.stopLogging(stop -> stop.name("main"));

        assertThat(trail.getTrailStatus(get -> get.name("main")).isLogging()).isFalse();
        trail.startLogging(start -> start.name("main"));
        assertThat(trail.getTrailStatus(get -> get.name("main")).isLogging()).isTrue();
    }

    @Test
    @AwsFact(value = "Two trails of one Region have different names", source = CREATE)
    void createTrail_sameName_isRefused() {
        CloudTrailClient trail = trail("logs-1", false);

        assertThat(Refused.by(() -> trail.createTrail(make -> make.name("main").s3BucketName("logs-1"))))
                .startsWith("TrailAlreadyExistsException");
    }

    @Test
    @AwsFact(
            value = "Log files come about every five minutes, zipped, under the account, the Region and the day",
            source = FILES)
    void delivery_afterFiveMinutes_isInTheBucket() {
        S3Client s3 = client(S3Client.builder());
        trail("logs-1", false);
        clock.advance(Duration.ofMinutes(1));
        client(Ec2Client.builder()).describeVpcs();
        clock.advance(Duration.ofMinutes(6));

        List<String> keys = keys(s3, "logs-1", "/CloudTrail/");

        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key)
                        .matches("AWSLogs/123456789012/CloudTrail/eu-west-1/2026/01/15/"
                                + "123456789012_CloudTrail_eu-west-1_20260115T\\d{4}Z_\\w{16}\\.json\\.gz"));
        JsonNode records = json(new String(unzipped(content(s3, "logs-1", keys.get(0))), StandardCharsets.UTF_8))
                .path("Records");
        assertThat(records.findValuesAsText("eventName")).contains("DescribeVpcs");
    }

    @Test
    @AwsFact(value = "A trail that is stopped delivers nothing of what happens then", source = FILES)
    void delivery_stopped_leavesNothing() {
        S3Client s3 = client(S3Client.builder());
        CloudTrailClient trail = trail("logs-1", false);
        trail.stopLogging(stop -> stop.name("main"));
        clock.advance(Duration.ofMinutes(10));
        s3.listBuckets();
        int before = keys(s3, "logs-1", "/CloudTrail/").size();

        client(Ec2Client.builder()).describeVpcs();
        clock.advance(Duration.ofMinutes(10));

        assertThat(keys(s3, "logs-1", "/CloudTrail/")).hasSize(before);
    }

    @Test
    @AwsFact(value = "A trail logs data events only when its selectors ask for them", source = DATA)
    void delivery_dataEvents_onlyWhenSelected() {
        S3Client s3 = client(S3Client.builder());
        CloudTrailClient trail = trail("logs-1", false);
        bucket(s3, "data");
        s3.putObject(put -> put.bucket("data").key("before"), RequestBody.fromString("x"));
        var objects = DataResource.builder()
                .type("AWS::S3::Object")
                .values("arn:aws:s3:::data/")
                .build();
        trail.putEventSelectors(put -> put.trailName("main")
                .eventSelectors(EventSelector.builder()
                        .readWriteType(ReadWriteType.ALL)
                        .dataResources(objects)
                        .build()));
        s3.putObject(put -> put.bucket("data").key("after"), RequestBody.fromString("x"));
        clock.advance(Duration.ofMinutes(10));

        List<JsonNode> puts = records(s3).stream()
                .filter(event -> event.path("eventName").asText().equals("PutObject"))
                .toList();

        assertThat(puts).singleElement().satisfies(event -> {
            assertThat(event.at("/requestParameters/key").asText()).isEqualTo("after");
            assertThat(event.path("eventCategory").asText()).isEqualTo("Data");
            assertThat(event.at("/resources/0/ARN").asText()).isEqualTo("arn:aws:s3:::data/after");
        });
    }

    @Test
    @AwsFact(value = "A delivery that the bucket refuses shows in the trail's status", source = FILES)
    void delivery_bucketClosed_showsTheError() {
        S3Client s3 = client(S3Client.builder());
        CloudTrailClient trail = trail("logs-1", false);
        s3.deleteBucketPolicy(delete -> delete.bucket("logs-1"));
        clock.advance(Duration.ofMinutes(10));

        assertThat(trail.getTrailStatus(get -> get.name("main")).latestDeliveryError())
                .isEqualTo("AccessDenied");
        assertThat(keys(s3, "logs-1", "/CloudTrail/")).isEmpty();
    }

    @Test
    @AwsFact(
            value = "A digest file names the hash of every log file, and is signed with the key that it names",
            source = DIGESTS)
    void digest_afterAnHour_verifies() throws GeneralSecurityException {
        S3Client s3 = client(S3Client.builder());
        CloudTrailClient trail = trail("logs-1", true);
        client(Ec2Client.builder()).describeVpcs();
        clock.advance(Duration.ofMinutes(30));
        trail.describeTrails();
        clock.advance(Duration.ofMinutes(61));
        s3.listBuckets();

        String key = keys(s3, "logs-1", "/CloudTrail-Digest/").get(0);
        byte[] content = unzipped(content(s3, "logs-1", key));
        JsonNode digest = json(new String(content, StandardCharsets.UTF_8));
        String signature =
                s3.headObject(head -> head.bucket("logs-1").key(key)).metadata().get("signature");
        String signed = digest.path("digestEndTime").asText() + "\nlogs-1/" + key + "\n" + DigestChain.sha256(content)
                + "\nnull";

        assertThat(verifies(trail, signed, signature)).isTrue();
        assertThat(verifies(trail, signed + "x", signature)).isFalse();
        JsonNode file = digest.at("/logFiles/0");
        assertThat(DigestChain.sha256(
                        unzipped(content(s3, "logs-1", file.path("s3Object").asText()))))
                .isEqualTo(file.path("hashValue").asText());
    }

    @Test
    @AwsFact(value = "Each digest file names the one before, and its signature", source = DIGESTS)
    void digest_second_namesTheFirst() {
        S3Client s3 = client(S3Client.builder());
        trail("logs-1", true);
        clock.advance(Duration.ofMinutes(121));
        s3.listBuckets();

        List<String> keys = keys(s3, "logs-1", "/CloudTrail-Digest/eu-west-1");
        JsonNode second = json(new String(unzipped(content(s3, "logs-1", keys.get(1))), StandardCharsets.UTF_8));

        assertThat(keys).hasSize(2);
        assertThat(second.path("previousDigestS3Object").asText()).isEqualTo(keys.get(0));
        assertThat(second.path("previousDigestHashValue").asText())
                .isEqualTo(DigestChain.sha256(unzipped(content(s3, "logs-1", keys.get(0)))));
    }

    @Test
    @AwsFact(value = "A trail of all Regions is changed in its home Region only", source = CREATE)
    void updateTrail_elsewhere_isRefused() {
        S3Client s3 = client(S3Client.builder());
        bucket(s3, "logs-1");
        cloudTrail().createTrail(make -> make.name("all").s3BucketName("logs-1").isMultiRegionTrail(true));
        try (CloudTrailClient elsewhere = fake.configure(CloudTrailClient.builder())
                .region(Region.US_EAST_1)
                .build()) {
            assertThat(elsewhere.describeTrails().trailList()).hasSize(1);
            assertThat(elsewhere
                            .describeTrails(all -> all.includeShadowTrails(false))
                            .trailList())
                    .isEmpty();
            assertThat(Refused.by(() -> elsewhere.stopLogging(stop -> stop.name("all"))))
                    .startsWith("InvalidHomeRegionException");
        }
    }

    @Test
    @AwsFact(value = "A trail that is not there cannot be stopped", source = CREATE)
    void stopLogging_unknown_isRefused() {
        CloudTrailClient trail = cloudTrail();

        assertThat(Refused.by(() -> trail.stopLogging(stop -> stop.name("nothing"))))
                .startsWith("TrailNotFoundException: Unknown trail: ");
    }

    private CloudTrailClient trail(String bucket, boolean validated) {
        bucket(client(S3Client.builder()), bucket);
        CloudTrailClient trail = cloudTrail();
        trail.createTrail(make -> make.name("main").s3BucketName(bucket).enableLogFileValidation(validated));
        trail.startLogging(start -> start.name("main"));
        return trail;
    }

    private List<JsonNode> records(S3Client s3) {
        return keys(s3, "logs-1", "/CloudTrail/").stream()
                .flatMap(key -> {
                    var all = new ArrayList<JsonNode>();
                    json(new String(unzipped(content(s3, "logs-1", key)), StandardCharsets.UTF_8))
                            .path("Records")
                            .forEach(all::add);
                    return all.stream();
                })
                .toList();
    }

    private static boolean verifies(CloudTrailClient trail, String signed, String signature)
            throws GeneralSecurityException {
        byte[] key = trail.listPublicKeys().publicKeyList().get(0).value().asByteArray();
        byte[] header = new BigInteger("30820122300d06092a864886f70d01010105000382010f00", 16).toByteArray();
        byte[] encoded = new byte[header.length + key.length];
        System.arraycopy(header, 0, encoded, 0, header.length);
        System.arraycopy(key, 0, encoded, header.length, key.length);
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(signed.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(HexFormat.of().parseHex(signature));
    }
}
