package dev.firebreak.testkit.service.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.config.Observed.Details;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.s3.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.Tagging;

/** The buckets that Config records, in their own Region. */
final class S3Inventory {
    private S3Inventory() {}

    static List<Observed> of(Region region) {
        var found = new ArrayList<Observed>();
        region.world().buckets().ownedBy(region.account().id()).values().stream()
                .filter(bucket -> bucket.region().equals(region.name()))
                .forEach(bucket -> found.add(observed(bucket)));
        return found;
    }

    private static Observed observed(Bucket bucket) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", bucket.name())
                .put("creationDate", bucket.created().toString())
                .put("region", bucket.region());
        json.putObject("owner").put("id", bucket.owner().id());
        Map<String, String> supplementary = supplementary(bucket);
        Map<String, String> tags = new TreeMap<>();
        bucket.setting(Tagging.class)
                .ifPresent(tagging -> tagging.tagSet().forEach(tag -> tags.put(tag.key(), tag.value())));
        return new Observed(
                new ResourceKey("AWS::S3::Bucket", bucket.name()),
                bucket.name(),
                bucket.arn(),
                List.of(json, supplementary, tags),
                () -> new Details(json, supplementary, tags, List.of()));
    }

    private static Map<String, String> supplementary(Bucket bucket) {
        Map<String, String> parts = new TreeMap<>();
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("policyText", bucket.policy().orElse(null));
        parts.put("BucketPolicy", policy.toString());
        String versioning =
                switch (bucket.versioning()) {
                    case NEVER -> "Off";
                    case ENABLED -> "Enabled";
                    case SUSPENDED -> "Suspended";
                };
        parts.put("BucketVersioningConfiguration", "{\"status\":\"" + versioning + "\"}");
        add(parts, bucket, "PublicAccessBlockConfiguration", PublicAccessBlockConfiguration.class);
        add(parts, bucket, "ServerSideEncryptionConfiguration", ServerSideEncryptionConfiguration.class);
        add(parts, bucket, "BucketLoggingConfiguration", LoggingEnabled.class);
        return parts;
    }

    private static <T extends SdkPojo> void add(Map<String, String> parts, Bucket bucket, String name, Class<T> type) {
        bucket.setting(type)
                .ifPresent(
                        setting -> parts.put(name, ConfigurationJson.of(setting).toString()));
    }
}
