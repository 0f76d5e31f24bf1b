package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.kms.KmsKey;
import dev.firebreak.testkit.service.kms.KmsKeys;
import dev.firebreak.testkit.world.Region;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether EBS can use the keys of volumes and snapshots, which it finds out after it has answered. */
final class EbsKeys {
    /** What a caller must be allowed to have something encrypted anew, and to have it read. */
    private static final List<String> TO_ENCRYPT = List.of("GenerateDataKeyWithoutPlaintext", "CreateGrant");

    private static final List<String> TO_READ = List.of("Decrypt");

    private EbsKeys() {}

    /** Why something new cannot be encrypted under this key, or be made of its source. */
    static Optional<String> problem(Call call, @Nullable String key, Optional<Source> source) {
        return problem(call, call.region(), key, TO_ENCRYPT)
                .or(() -> source.flatMap(
                        from -> problem(call, from.home(), from.snapshot().kmsKeyId(), TO_READ)));
    }

    /** Why a volume that exists cannot be read. */
    static Optional<String> problem(Call call, @Nullable String key) {
        return problem(call, call.region(), key, List.of());
    }

    private static Optional<String> problem(Call call, Region region, @Nullable String arn, List<String> actions) {
        if (arn == null) {
            return Optional.empty();
        }
        Optional<KmsKey> found = KmsKeys.find(region, arn);
        if (found.isEmpty()) {
            return Optional.of("Key '" + arn + "' does not exist");
        }
        KmsKey key = found.get();
        if (!key.isUsable()) {
            return Optional.of(arn + " is " + KmsKeys.wordedState(key) + ".");
        }
        boolean allowed = actions.stream().allMatch(action -> KmsKeys.allowsThrough(call, key, "ec2", action));
        return KmsKeys.canEncrypt(key) && allowed ? Optional.empty() : Optional.of(arn + " is not accessible.");
    }
}
