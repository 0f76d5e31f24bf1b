package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.world.Region;
import java.time.Instant;
import java.util.Set;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** The keys that AWS makes in an account for its services: usable through the service alone, and changed by nobody. */
final class AwsManagedKeys {
    private static final Set<String> SERVICES = Set.of(
            "acm",
            "backup",
            "dynamodb",
            "ebs",
            "elasticfilesystem",
            "es",
            "fsx",
            "glue",
            "kinesis",
            "lambda",
            "rds",
            "redshift",
            "s3",
            "secretsmanager",
            "sns",
            "sqs",
            "ssm");

    private static final String POLICY = "{\"Version\":\"2012-10-17\",\"Id\":\"auto-%1$s\",\"Statement\":["
            + "{\"Sid\":\"Allow access through the service for all principals in the account that are authorized to use it\","
            + "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\","
            + "\"kms:ReEncrypt*\",\"kms:GenerateDataKey*\",\"kms:CreateGrant\",\"kms:DescribeKey\"],\"Resource\":\"*\","
            + "\"Condition\":{\"StringEquals\":{\"kms:CallerAccount\":\"%2$s\","
            + "\"kms:ViaService\":\"%1$s.%3$s.amazonaws.com\"}}},"
            + "{\"Sid\":\"Allow direct access to key metadata to the account\",\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"arn:aws:iam::%2$s:root\"},\"Action\":[\"kms:Describe*\",\"kms:Get*\",\"kms:List*\","
            + "\"kms:RevokeGrant\"],\"Resource\":\"*\"}]}";

    private AwsManagedKeys() {}

    static boolean isPredefined(String alias) {
        return alias.startsWith(KmsKeys.AWS_ALIAS) && SERVICES.contains(alias.substring(KmsKeys.AWS_ALIAS.length()));
    }

    /** Volumes are read by EC2, so that is the service which the key for EBS may be used through. */
    static KmsKey create(Region region, String alias) {
        String service = alias.substring(KmsKeys.AWS_ALIAS.length());
        String through = service.equals("ebs") ? "ec2" : service;
        String policy = POLICY.formatted(through, region.account().id(), region.name());
        NewKey wanted = new NewKey(
                KeySpec.SYMMETRIC_DEFAULT,
                KeyUsageType.ENCRYPT_DECRYPT,
                "Default key that protects my resources when no other key is defined",
                false);
        KmsKey key = wanted.make(region, policy);
        key.change(metadata -> metadata.keyManager(KeyManagerType.AWS));
        Instant now = region.world().now();
        key.rotation().enable(now, KeyRotation.USUAL_DAYS);
        KmsState state = KmsState.of(region);
        state.add(key);
        state.aliases().put(alias, Aliases.entry(region, alias, key.id(), now));
        return key;
    }
}
