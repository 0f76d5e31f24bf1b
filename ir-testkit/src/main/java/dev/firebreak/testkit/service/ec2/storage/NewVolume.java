package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/**
 * What a new volume will be like: its size, and whether and with which key it is encrypted
 * (docs.aws.amazon.com/ebs/latest/userguide/encryption-examples.html).
 */
final class NewVolume {
    private NewVolume() {}

    /** Refuses a volume that could not be made. */
    static void check(Call call, EbsBlockDevice ebs, Optional<Source> source) {
        if (ebs.kmsKeyId() != null && !encrypted(call, ebs, source)) {
            throw AwsError.of(
                    "InvalidParameterDependency", "The parameter KmsKeyId requires the parameter Encrypted to be set.");
        }
        int least = source.map(Source::snapshot).map(Snapshot::volumeSize).orElse(0);
        if (ebs.volumeSize() != null && ebs.volumeSize() < least) {
            throw AwsError.of(
                    "InvalidBlockDeviceMapping",
                    "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB",
                    ebs.volumeSize(),
                    ebs.snapshotId(),
                    least);
        }
        VolumeRules.check(wanted(ebs, source));
    }

    static VolumeRules.Wanted wanted(EbsBlockDevice ebs, Optional<Source> source) {
        Integer size = ebs.volumeSize() != null
                ? ebs.volumeSize()
                : source.map(Source::snapshot).map(Snapshot::volumeSize).orElse(null);
        String type = ebs.volumeTypeAsString() == null ? "gp3" : ebs.volumeTypeAsString();
        return new VolumeRules.Wanted(
                type, Refusals.required(size, "size or snapshotId"), ebs.iops(), ebs.throughput());
    }

    static boolean encrypted(Call call, EbsBlockDevice ebs, Optional<Source> source) {
        return Boolean.TRUE.equals(ebs.encrypted())
                || StorageState.of(call).defaults().encrypt()
                || source.map(Source::snapshot).map(Snapshot::encrypted).orElse(false);
    }

    /** The key of an own encrypted snapshot stays; all other volumes take the one named, or the default of the Region. */
    static @Nullable String key(Call call, EbsBlockDevice ebs, Optional<Source> source) {
        if (!encrypted(call, ebs, source)) {
            return null;
        }
        if (ebs.kmsKeyId() != null) {
            return EbsDefaults.resolve(call, ebs.kmsKeyId());
        }
        return source.filter(each -> each.ownedBy(call))
                .map(each -> each.snapshot().kmsKeyId())
                .orElseGet(() -> StorageState.of(call).defaults().key(call));
    }
}
