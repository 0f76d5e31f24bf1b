package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.kms.crypto.KeyAlgorithms;
import dev.firebreak.testkit.world.Ids;
import dev.firebreak.testkit.world.Region;
import java.util.List;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MultiRegionConfiguration;
import software.amazon.awssdk.services.kms.model.MultiRegionKeyType;
import software.amazon.awssdk.services.kms.model.OriginType;

/**
 * A key to be made.
 *
 * @param spec what kind of key
 * @param usage what it is for
 * @param description its description
 * @param multiRegion whether it can be replicated to other Regions
 */
record NewKey(KeySpec spec, KeyUsageType usage, String description, boolean multiRegion) {

    @SuppressWarnings("deprecation") // older clients know no other name
    KmsKey make(Region region, String policy) {
        Ids ids = region.world().ids();
        String id = multiRegion ? "mrk-" + ids.hex(32) : ids.uuid();
        String account = region.account().id();
        String arn = "arn:aws:kms:" + region.name() + ":" + account + ":key/" + id;
        KeyMetadata.Builder metadata = KeyMetadata.builder()
                .awsAccountId(account)
                .keyId(id)
                .arn(arn)
                .creationDate(region.world().now())
                .enabled(true)
                .description(description)
                .keyUsage(usage)
                .keyState(KeyState.ENABLED)
                .origin(OriginType.AWS_KMS)
                .keyManager(KeyManagerType.CUSTOMER)
                .customerMasterKeySpec(spec.toString())
                .keySpec(spec)
                .multiRegion(multiRegion);
        if (multiRegion) {
            metadata.multiRegionConfiguration(primary(arn, region.name()));
        }
        return new KmsKey(region, KeyAlgorithms.describe(metadata, spec, usage).build(), policy);
    }

    private static MultiRegionConfiguration primary(String arn, String region) {
        return MultiRegionConfiguration.builder()
                .multiRegionKeyType(MultiRegionKeyType.PRIMARY)
                .primaryKey(primary -> primary.arn(arn).region(region))
                .replicaKeys(List.of())
                .build();
    }
}
