package dev.firebreak.testkit.pipeline;

import java.util.Optional;
import java.util.function.Function;

/**
 * Tells which account a call belongs to.
 *
 * @param defaultAccount the account of calls that are not signed, or signed by a key that nobody knows
 * @param defaultRegion the Region of calls that do not name one
 * @param accountOfKey the account that an access key id belongs to
 */
public record Callers(String defaultAccount, String defaultRegion, Function<String, Optional<String>> accountOfKey) {

    String account(String accessKeyId) {
        return accessKeyId.isEmpty()
                ? defaultAccount
                : accountOfKey.apply(accessKeyId).orElse(defaultAccount);
    }
}
