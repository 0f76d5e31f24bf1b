package dev.firebreak.testkit.service.ec2.key;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;

/** Finds key pairs by their names. */
public final class KeyPairs {
    private KeyPairs() {}

    /** Refuses the name of a key pair that is not there. */
    public static void check(Call call, @Nullable String name) {
        if (name != null) {
            named(call, name);
        }
    }

    /** Whether there is a key pair with this name. */
    public static boolean exists(Call call, String name) {
        return find(call, name).isPresent();
    }

    static KeyPairInfo named(Call call, String name) {
        return find(call, name)
                .orElseThrow(() -> AwsError.of("InvalidKeyPair.NotFound", "The key pair '%s' does not exist", name));
    }

    static Optional<KeyPairInfo> find(Call call, String name) {
        return call.region().ec2().keyPairs().all().stream()
                .filter(pair -> pair.keyName().equals(name))
                .findFirst();
    }
}
