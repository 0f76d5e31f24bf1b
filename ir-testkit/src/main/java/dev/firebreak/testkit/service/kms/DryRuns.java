package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.AwsError;
import org.jspecify.annotations.Nullable;

/** The answer to requests that ask whether they would succeed. */
public final class DryRuns {
    private DryRuns() {}

    public static void check(@Nullable Boolean dryRun) {
        if (Boolean.TRUE.equals(dryRun)) {
            throw new AwsError(
                    "DryRunOperationException", 412, "The request would have succeeded, but the DryRun option is set.");
        }
    }
}
