package dev.firebreak.testkit.service.ec2.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.kms.KmsKey;
import dev.firebreak.testkit.service.kms.KmsKeys;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether, and with which key, a Region encrypts new volumes and copies when nothing is said. */
public final class EbsDefaults {
    private static final String MANAGED = "alias/aws/ebs";

    private boolean encrypt;
    private Optional<String> key = Optional.empty();

    /** Whether all that is new is encrypted. */
    public boolean encrypt() {
        return encrypt;
    }

    void encrypt(boolean value) {
        encrypt = value;
    }

    void key(Optional<String> arn) {
        key = arn;
    }

    /** The ARN of the key with which the Region encrypts when none is named. */
    public String key(Call call) {
        return key.orElseGet(() -> managed(call));
    }

    /** The key as the encryption settings name it: the alias, when it is AWS's own. */
    String name() {
        return key.orElse(MANAGED);
    }

    void addTo(ObjectNode json) {
        if (encrypt) {
            json.put("encryptionByDefault", true);
        }
        key.ifPresent(arn -> json.put("defaultKmsKey", arn));
    }

    /** The ARN of the key that AWS manages for EBS in the account and Region. */
    public static String managed(Call call) {
        return KmsKeys.awsManaged(call.region(), "ebs").arn();
    }

    /** Whether this is the key that AWS manages for EBS in the account and Region, with which nothing can be shared. */
    public static boolean isManaged(Call call, @Nullable String key) {
        return key != null && key.equals(managed(call));
    }

    /** The ARN of a key that is named by ARN, id or alias; null stays null. */
    public static @Nullable String resolve(Call call, @Nullable String key) {
        if (key == null || key.isEmpty()) {
            return null;
        }
        return KmsKeys.find(call.region(), key).map(KmsKey::arn).orElseGet(() -> unknown(call, key));
    }

    /** EC2 looks at a key only after it has answered, so one that does not exist is named as if it did; see {@link EbsKeys}. */
    private static String unknown(Call call, String key) {
        if (key.startsWith("arn:")) {
            int alias = key.indexOf(":alias/");
            return alias < 0 ? key : arn(call, key.substring(alias + 1));
        }
        return arn(call, key);
    }

    private static String arn(Call call, String idOrAlias) {
        String id = idOrAlias.startsWith("alias/") ? idOf(call, idOrAlias) : idOrAlias.replaceFirst("^key/", "");
        return String.format(
                Locale.ROOT,
                "arn:aws:kms:%s:%s:key/%s",
                call.region().name(),
                call.account().id(),
                id);
    }

    /** Always the same key behind an alias of an account and Region. */
    private static String idOf(Call call, String alias) {
        String name = call.account().id() + call.region().name() + alias;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
