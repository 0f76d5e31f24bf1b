package dev.firebreak.testkit.service.ebs;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.storage.Sharing;
import dev.firebreak.testkit.service.ec2.storage.Source;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** Finds snapshots, digests blocks, and refuses in the words of the EBS direct APIs. */
final class Ebs {
    private Ebs() {}

    static AwsError invalid(String message, Object... arguments) {
        return AwsError.of("ValidationException", message, arguments);
    }

    /** The completed snapshot that the caller owns or that is shared with the caller; public ones are not served. */
    static Source completed(Call call, String snapshotId) {
        Source source = find(call, snapshotId);
        if (source.snapshot().state() != SnapshotState.COMPLETED) {
            throw invalid("The snapshot '%s' is not in the completed state.", snapshotId);
        }
        return source;
    }

    static Source find(Call call, String snapshotId) {
        if (snapshotId == null || !snapshotId.matches("snap-[0-9a-f]{1,59}")) {
            throw invalid("The snapshot ID '%s' is not valid.", snapshotId);
        }
        return Source.find(call, call.region().name(), snapshotId)
                .filter(source -> source.ownedBy(call)
                        || Sharing.of(call.world())
                                .with(snapshotId)
                                .contains(call.account().id()))
                .orElseThrow(() -> new AwsError(
                        "ResourceNotFoundException", 404, "The snapshot '" + snapshotId + "' does not exist."));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Cannot digest a block: every Java has SHA-256", impossible);
        }
    }
}
