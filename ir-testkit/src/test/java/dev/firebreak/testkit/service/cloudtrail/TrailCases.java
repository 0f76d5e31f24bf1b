package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.testkit.ServiceCases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.s3.S3Client;

/** What the cases of CloudTrail have in common. */
abstract class TrailCases extends ServiceCases {
    static final Duration LAG = Duration.ofMinutes(6);
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String POLICY = """
            {"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:GetBucketAcl",
              "Resource":"arn:aws:s3:::%1$s"},
             {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject",
              "Resource":"arn:aws:s3:::%1$s/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}}]}
            """;

    CloudTrailClient cloudTrail() {
        return client(CloudTrailClient.builder());
    }

    void bucket(S3Client s3, String name) {
        s3.createBucket(
                make -> make.bucket(name).createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.putBucketPolicy(put -> put.bucket(name).policy(POLICY.formatted(name)));
    }

    List<Event> named(CloudTrailClient trail, String eventName) {
        return trail.lookupEvents(lookup -> lookup.lookupAttributes(by(LookupAttributeKey.EVENT_NAME, eventName)))
                .events();
    }

    static LookupAttribute by(LookupAttributeKey key, String value) {
        return LookupAttribute.builder().attributeKey(key).attributeValue(value).build();
    }

    static JsonNode json(Event event) {
        return json(event.cloudTrailEvent());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** The newest event with a name, in a Region, after the lag. */
    JsonNode event(String region, String eventName) {
        clock.advance(LAG);
        var builder = CloudTrailClient.builder();
        try (CloudTrailClient trail =
                fake.configure(builder).region(Region.of(region)).build()) {
            return json(named(trail, eventName).get(0));
        }
    }

    static byte[] unzipped(byte[] content) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return zip.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<String> keys(S3Client s3, String bucket, String part) {
        return s3.listObjectsV2(list -> list.bucket(bucket)).contents().stream()
                .map(object -> object.key())
                .filter(key -> key.contains(part))
                .toList();
    }

    byte[] content(S3Client s3, String bucket, String key) {
        return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
    }
}
