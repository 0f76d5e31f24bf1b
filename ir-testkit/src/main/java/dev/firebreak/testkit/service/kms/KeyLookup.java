package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Account;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** Finds the key that a request names, and refuses what its state or owner forbids. */
public final class KeyLookup {
    /** What the policy of a key that AWS manages lets its account do directly. */
    private static final Set<String> OPEN_IN_AWS_MANAGED = Set.of("Describe", "Get", "List", "RevokeGrant");

    private KeyLookup() {}

    /** The key of an id or ARN, for an operation that manages it. */
    static KmsKey managed(Call call, String keyId, String action) {
        if (keyId.contains(KmsKeys.ALIAS)) {
            throw KmsErrors.invalidKeyId(keyId);
        }
        return find(call, keyId, action);
    }

    /** The key that exists under any of its names. */
    public static KmsKey find(Call call, String name, String action) {
        KmsKey key = KmsKeys.find(call.region(), name).orElseThrow(() -> missing(call, name));
        KeyAccess.check(call, key, action);
        if (key.isAwsManaged() && OPEN_IN_AWS_MANAGED.stream().noneMatch(action::startsWith)) {
            throw KmsErrors.denied(call, key, action);
        }
        return key;
    }

    private static AwsError missing(Call call, String name) {
        if (name.startsWith("arn:")) {
            String[] parts = name.split(":", 6);
            if (parts.length < 6 || !parts[3].equals(call.region().name())) {
                return KmsErrors.invalidArn(parts.length > 3 ? parts[3] : name);
            }
            return parts[5].startsWith("alias/") ? KmsErrors.noSuchAlias(name) : KmsErrors.noSuchKey(name);
        }
        Account account = call.account();
        String prefix = "arn:aws:kms:" + call.region().name() + ":" + account.id() + ":";
        if (name.startsWith(KmsKeys.ALIAS)) {
            return KmsErrors.noSuchAlias(prefix + name);
        }
        return name.matches("[0-9a-f]{8}-.*|mrk-.*")
                ? KmsErrors.noSuchKey(prefix + "key/" + name)
                : KmsErrors.invalidKeyId(name);
    }

    /** Refuses to use a key for what it is not there for. */
    public static void checkUse(KmsKey key, KeyUsageType use, String action) {
        if (key.metadata().keyUsage() != use) {
            throw KmsErrors.usage(key, action);
        }
    }

    /** Refuses an algorithm that is not among those of the key. */
    public static <A> void checkAlgorithm(KmsKey key, List<A> ofKey, A algorithm) {
        if (!ofKey.contains(algorithm)) {
            throw AwsError.of(
                    "InvalidKeyUsageException",
                    "Algorithm %s is incompatible with key spec %s.",
                    algorithm,
                    key.metadata().keySpecAsString());
        }
    }

    /** Refuses to use a key that is disabled, pending deletion or without material. */
    public static KmsKey usable(KmsKey key) {
        if (key.metadata().keyState() == KeyState.DISABLED) {
            throw KmsErrors.disabled(key);
        }
        if (!key.isUsable()) {
            throw KmsErrors.state(key, worded(key));
        }
        return key;
    }

    /** Refuses to change a key that is about to be deleted. */
    static KmsKey kept(KmsKey key) {
        if (key.metadata().keyState() == KeyState.PENDING_DELETION) {
            throw KmsErrors.state(key, "pending deletion");
        }
        return key;
    }

    static String worded(KmsKey key) {
        return key.metadata()
                .keyStateAsString()
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT);
    }

    static int limit(@Nullable Integer asked, int usual, int most) {
        if (asked != null && asked > most) {
            throw KmsErrors.constraint(asked, "limit", "Member must have value less than or equal to " + most);
        }
        if (asked != null && asked < 1) {
            throw KmsErrors.constraint(asked, "limit", "Member must have value greater than or equal to 1");
        }
        return asked == null ? usual : asked;
    }
}
