package dev.firebreak.testkit.service;

import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import java.time.Instant;

/**
 * One API call as an operation sees it: who calls, where, and when.
 *
 * @param account the account of the caller, in which the call takes effect
 * @param region the Region of the call
 * @param accessKeyId the access key id that signed the request, or an empty string when it was not signed
 * @param requestId the id that the answer will carry
 * @param body the raw bytes of a streaming request (S3 {@code PutObject}, {@code UploadPart}); empty for all others
 */
public record Call(Account account, Region region, String accessKeyId, String requestId, byte[] body) {
    /** The world that the call acts on. */
    public World world() {
        return account.world();
    }

    /** Now, by the world's clock. */
    public Instant now() {
        return world().now();
    }
}
