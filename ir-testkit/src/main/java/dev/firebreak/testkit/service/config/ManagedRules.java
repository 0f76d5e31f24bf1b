package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.config.RuleEvaluation.Verdict;
import dev.firebreak.testkit.world.Region;
import java.util.Map;
import software.amazon.awssdk.services.config.model.ConfigRule;

/**
 * The managed rules that are really evaluated, by their identifiers. Any other identifier is taken, and finds nothing: such a
 * rule says {@code INSUFFICIENT_DATA}.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html">List of managed rules</a>
 */
final class ManagedRules {
    private static final Map<String, Check> BY_IDENTIFIER = Map.ofEntries(
            Map.entry("INCOMING_SSH_DISABLED", NetworkRules::incomingSshDisabled),
            Map.entry("VPC_DEFAULT_SECURITY_GROUP_CLOSED", NetworkRules::defaultGroupClosed),
            Map.entry("EC2_IMDSV2_CHECK", NetworkRules::imdsV2),
            Map.entry("ENCRYPTED_VOLUMES", NetworkRules::encryptedVolumes),
            Map.entry("EC2_EBS_ENCRYPTION_BY_DEFAULT", NetworkRules::ebsEncryptionByDefault),
            Map.entry("S3_BUCKET_PUBLIC_READ_PROHIBITED", AccountRules::bucketPublicReadProhibited),
            Map.entry("S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED", AccountRules::bucketPublicAccessProhibited),
            Map.entry("S3_BUCKET_VERSIONING_ENABLED", AccountRules::bucketVersioningEnabled),
            Map.entry("IAM_USER_MFA_ENABLED", AccountRules::userMfaEnabled),
            Map.entry("ACCESS_KEYS_ROTATED", AccountRules::accessKeysRotated),
            Map.entry("IAM_ROOT_ACCESS_KEY_CHECK", AccountRules::rootAccessKey),
            Map.entry("CLOUD_TRAIL_ENABLED", AccountRules::cloudTrailEnabled));

    private ManagedRules() {}

    /** Judges the resources that a rule is about. */
    @FunctionalInterface
    interface Check {
        Map<ResourceKey, Verdict> judge(Region region, ConfigRule rule);
    }

    static Check of(ConfigRule rule) {
        return BY_IDENTIFIER.getOrDefault(rule.source().sourceIdentifier(), (region, any) -> Map.of());
    }
}
