package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.world.s3.Bucket;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/**
 * What Block Public Access forbids: whatever the bucket's own settings or those of its account forbid.
 *
 * @param blocksAcls whether public ACLs are refused
 * @param ignoresAcls whether public ACLs give nothing
 * @param blocksPolicy whether public policies are refused
 * @param restricts whether a public policy lets nobody in from outside the account
 */
record PublicAccess(boolean blocksAcls, boolean ignoresAcls, boolean blocksPolicy, boolean restricts) {
    /** What is forbidden now: settings take effect when they have spread, whoever calls. */
    static PublicAccess of(Bucket bucket) {
        return bucket.owner().world().lags().s3().past(() -> read(bucket));
    }

    private static PublicAccess read(Bucket bucket) {
        Optional<PublicAccessBlockConfiguration> own = bucket.setting(PublicAccessBlockConfiguration.class);
        Optional<PublicAccessBlockConfiguration> ofAccount =
                AccountPublicAccess.of(bucket.owner()).block();
        return new PublicAccess(
                any(own, ofAccount, PublicAccessBlockConfiguration::blockPublicAcls),
                any(own, ofAccount, PublicAccessBlockConfiguration::ignorePublicAcls),
                any(own, ofAccount, PublicAccessBlockConfiguration::blockPublicPolicy),
                any(own, ofAccount, PublicAccessBlockConfiguration::restrictPublicBuckets));
    }

    private static boolean any(
            Optional<PublicAccessBlockConfiguration> own,
            Optional<PublicAccessBlockConfiguration> ofAccount,
            Function<PublicAccessBlockConfiguration, @Nullable Boolean> setting) {
        return Stream.of(own, ofAccount)
                .flatMap(Optional::stream)
                .anyMatch(block -> Boolean.TRUE.equals(setting.apply(block)));
    }

    /** A configuration as it is kept: what a request leaves out is off. */
    static PublicAccessBlockConfiguration complete(PublicAccessBlockConfiguration block) {
        return PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(Boolean.TRUE.equals(block.blockPublicAcls()))
                .ignorePublicAcls(Boolean.TRUE.equals(block.ignorePublicAcls()))
                .blockPublicPolicy(Boolean.TRUE.equals(block.blockPublicPolicy()))
                .restrictPublicBuckets(Boolean.TRUE.equals(block.restrictPublicBuckets()))
                .build();
    }
}
