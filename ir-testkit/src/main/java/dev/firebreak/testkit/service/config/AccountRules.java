package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.config.RuleEvaluation.Verdict;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.s3.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.config.model.ConfigRule;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** Managed rules about the account, its users and its buckets. */
final class AccountRules {
    private static final Pattern AGE = Pattern.compile("\"maxAccessKeyAge\"\\s*:\\s*\"?([0-9]+)\"?");
    private static final int DEFAULT_AGE = 90;

    private AccountRules() {}

    static ResourceKey account(Region region) {
        return new ResourceKey("AWS::::Account", region.account().id());
    }

    static Map<ResourceKey, Verdict> bucketPublicReadProhibited(Region region, ConfigRule rule) {
        return buckets(region, bucket -> !isPublic(region, bucket));
    }

    private static boolean isPublic(Region region, Bucket bucket) {
        boolean restricted = bucket.setting(PublicAccessBlockConfiguration.class)
                .filter(block -> Boolean.TRUE.equals(block.restrictPublicBuckets()))
                .isPresent();
        return !restricted
                && Inspection.s3(
                                region,
                                GetBucketPolicyStatusRequest.builder()
                                        .bucket(bucket.name())
                                        .build(),
                                GetBucketPolicyStatusResponse.class)
                        .filter(answer ->
                                Boolean.TRUE.equals(answer.policyStatus().isPublic()))
                        .isPresent();
    }

    static Map<ResourceKey, Verdict> bucketPublicAccessProhibited(Region region, ConfigRule rule) {
        return buckets(
                region,
                bucket -> bucket.setting(PublicAccessBlockConfiguration.class)
                        .filter(block -> Boolean.TRUE.equals(block.blockPublicAcls())
                                && Boolean.TRUE.equals(block.ignorePublicAcls())
                                && Boolean.TRUE.equals(block.blockPublicPolicy())
                                && Boolean.TRUE.equals(block.restrictPublicBuckets()))
                        .isPresent());
    }

    static Map<ResourceKey, Verdict> bucketVersioningEnabled(Region region, ConfigRule rule) {
        return buckets(region, bucket -> bucket.versioning() == Bucket.Versioning.ENABLED);
    }

    private static Map<ResourceKey, Verdict> buckets(Region region, Predicate<Bucket> complies) {
        Map<ResourceKey, Verdict> verdicts = new LinkedHashMap<>();
        region.world().buckets().ownedBy(region.account().id()).values().stream()
                .filter(bucket -> bucket.region().equals(region.name()))
                .forEach(bucket -> verdicts.put(
                        new ResourceKey("AWS::S3::Bucket", bucket.name()), Verdict.of(complies.test(bucket))));
        return verdicts;
    }

    static Map<ResourceKey, Verdict> userMfaEnabled(Region region, ConfigRule rule) {
        return users(region, user -> !user.mfaDevices().isEmpty());
    }

    static Map<ResourceKey, Verdict> accessKeysRotated(Region region, ConfigRule rule) {
        Matcher age = AGE.matcher(String.valueOf(rule.inputParameters()));
        int days = age.find() ? Integer.parseInt(age.group(1)) : DEFAULT_AGE;
        Instant oldest = region.world().now().minus(Duration.ofDays(days));
        return users(
                region,
                user -> user.accessKeys().values().stream()
                        .noneMatch(key -> key.active() && key.created().isBefore(oldest)));
    }

    private static Map<ResourceKey, Verdict> users(Region region, Predicate<IamUser> complies) {
        Map<ResourceKey, Verdict> verdicts = new LinkedHashMap<>();
        region.account()
                .iam()
                .users()
                .all()
                .forEach(user ->
                        verdicts.put(new ResourceKey("AWS::IAM::User", user.id()), Verdict.of(complies.test(user))));
        return verdicts;
    }

    static Map<ResourceKey, Verdict> rootAccessKey(Region region, ConfigRule rule) {
        return Map.of(
                account(region), Verdict.of(region.account().iam().rootKeys().isEmpty()));
    }

    static Map<ResourceKey, Verdict> cloudTrailEnabled(Region region, ConfigRule rule) {
        boolean logging =
                Inspection.cloudTrail(region, DescribeTrailsRequest.builder().build(), DescribeTrailsResponse.class)
                        .stream()
                        .flatMap(answer -> answer.trailList().stream())
                        .anyMatch(trail -> Inspection.cloudTrail(
                                        region,
                                        GetTrailStatusRequest.builder()
                                                .name(trail.trailARN())
                                                .build(),
                                        GetTrailStatusResponse.class)
                                .filter(status -> Boolean.TRUE.equals(status.isLogging()))
                                .isPresent());
        return Map.of(account(region), Verdict.of(logging));
    }
}
