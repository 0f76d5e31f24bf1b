package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Copies of snapshots: within a Region, from another Region, and of those that another account shares. */
public final class SnapshotCopies {
    /** What copies name as their volume. */
    private static final String NO_VOLUME = "vol-ffffffff";

    private SnapshotCopies() {}

    static void addTo(Operations operations) {
        operations.on("CopySnapshot", CopySnapshotRequest::builder, SnapshotCopies::copy);
    }

    /**
     * How a copy is encrypted.
     *
     * @param encrypt whether the caller asks for it; encrypted sources and the Region's setting ask for it as well
     * @param key the key that the caller names
     */
    public record Encryption(boolean encrypt, @Nullable String key) {}

    private static CopySnapshotResponse copy(Call call, CopySnapshotRequest request) {
        Tagging.check(request.tagSpecifications(), "snapshot");
        String region = Refusals.required(request.sourceRegion(), "sourceRegion");
        Source source = Source.get(call, region, Refusals.required(request.sourceSnapshotId(), "sourceSnapshotId"))
                .completed();
        var encryption = new Encryption(Boolean.TRUE.equals(request.encrypted()), request.kmsKeyId());
        check(call, source, encryption);
        Snapshots.checkRoomForCopies(call, 1);
        Snapshot copy = make(call, source, encryption, request.description());
        Tagging.apply(call, request.tagSpecifications(), "snapshot", copy.snapshotId());
        Snapshots.announce(call, copy, "copySnapshot");
        return CopySnapshotResponse.builder()
                .snapshotId(copy.snapshotId())
                .tags(call.region().ec2().tags().list(copy.snapshotId()))
                .build();
    }

    /** Refuses a copy that could not be made. */
    public static void check(Call call, Source source, Encryption encryption) {
        if (encryption.key() != null && !encrypts(call, source, encryption)) {
            throw AwsError.of(
                    "InvalidParameterDependency", "The parameter KmsKeyId requires the parameter Encrypted to be set.");
        }
    }

    /** Makes a copy. One that is encrypted takes the key named, or the default of the Region, never that of the source. */
    public static Snapshot make(Call call, Source source, Encryption encryption, @Nullable String description) {
        boolean encrypted = encrypts(call, source, encryption);
        Snapshot copy = Snapshot.builder()
                .snapshotId(call.world().ids().ec2("snap"))
                .volumeId(NO_VOLUME)
                .volumeSize(source.snapshot().volumeSize())
                .description(description == null ? "" : description)
                .encrypted(encrypted)
                .kmsKeyId(encrypted ? key(call, encryption) : null)
                .build();
        StorageState.of(call).copies().add(copy.snapshotId());
        Snapshot added = Snapshots.add(call, copy, source.content());
        return EbsKeys.problem(call, copy.kmsKeyId(), Optional.of(source)).isEmpty()
                ? added
                : Snapshots.fail(call, added, "Given key ID is not accessible");
    }

    private static String key(Call call, Encryption encryption) {
        String named = EbsDefaults.resolve(call, encryption.key());
        return named == null ? StorageState.of(call).defaults().key(call) : named;
    }

    private static boolean encrypts(Call call, Source source, Encryption encryption) {
        return encryption.encrypt()
                || Boolean.TRUE.equals(source.snapshot().encrypted())
                || StorageState.of(call).defaults().encrypt();
    }
}
