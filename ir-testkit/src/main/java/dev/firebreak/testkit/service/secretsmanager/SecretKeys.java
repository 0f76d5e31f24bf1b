package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.kms.KmsKey;
import dev.firebreak.testkit.service.kms.KmsKeys;
import dev.firebreak.testkit.world.Region;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The KMS keys that secrets are encrypted under: the one that AWS manages, when a secret names none. */
final class SecretKeys {
    private SecretKeys() {}

    static void checkEncrypts(Region region, @Nullable String kmsKeyId) {
        if (key(region, kmsKeyId).filter(KmsKeys::canEncrypt).isEmpty()) {
            throw SecretErrors.cannotEncrypt();
        }
    }

    static void checkDecrypts(Region region, @Nullable String kmsKeyId) {
        if (key(region, kmsKeyId).filter(KmsKey::isUsable).isEmpty()) {
            throw SecretErrors.cannotDecrypt();
        }
    }

    private static Optional<KmsKey> key(Region region, @Nullable String kmsKeyId) {
        return kmsKeyId == null
                ? Optional.of(KmsKeys.awsManaged(region, "secretsmanager"))
                : KmsKeys.find(region, kmsKeyId);
    }
}
