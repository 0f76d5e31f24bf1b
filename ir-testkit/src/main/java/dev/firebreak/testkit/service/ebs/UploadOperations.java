package dev.firebreak.testkit.service.ebs;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.ec2.storage.EbsDefaults;
import dev.firebreak.testkit.service.ec2.storage.Snapshots;
import dev.firebreak.testkit.service.ec2.storage.Source;
import dev.firebreak.testkit.service.ec2.storage.StorageState;
import dev.firebreak.testkit.world.disk.Blocks;
import dev.firebreak.testkit.world.disk.Disks;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ebs.model.CompleteSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.CompleteSnapshotResponse;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.PutSnapshotBlockResponse;
import software.amazon.awssdk.services.ebs.model.StartSnapshotRequest;
import software.amazon.awssdk.services.ebs.model.StartSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Writing snapshots block by block. */
final class UploadOperations {
    private static final int PENDING_AT_A_TIME = 100;
    private static final String SHA256 = "SHA256";
    private static final String LINEAR = "LINEAR";

    private UploadOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest("StartSnapshot", "POST /snapshots 201", StartSnapshotRequest::builder, UploadOperations::start)
                .rest(
                        "PutSnapshotBlock",
                        "PUT /snapshots/{snapshotId}/blocks/{blockIndex} 201",
                        PutSnapshotBlockRequest::builder,
                        UploadOperations::put)
                .rest(
                        "CompleteSnapshot",
                        "POST /snapshots/completion/{snapshotId} 202",
                        CompleteSnapshotRequest::builder,
                        UploadOperations::complete);
    }

    private static StartSnapshotResponse start(Call call, StartSnapshotRequest request) {
        EbsState state = EbsState.of(call);
        String before = request.clientToken() == null ? null : state.byToken().get(request.clientToken());
        if (before != null && call.region().ec2().snapshots().contains(before)) {
            return answer(call, request, before);
        }
        check(state, request);
        Optional<Source> parent =
                Optional.ofNullable(request.parentSnapshotId()).map(id -> Ebs.completed(call, id));
        Snapshot snapshot = Snapshots.add(
                call, model(call, request, parent), parent.map(Source::content).orElse(Blocks.EMPTY));
        String id = snapshot.snapshotId();
        Snapshots.hold(call, id);
        Tagging.put(call, id, tags(request));
        Duration timeout = Duration.ofMinutes(request.timeout() == null ? 60 : request.timeout());
        state.uploads().put(id, new Upload(timeout, call.now()));
        giveUpInTime(call, id);
        if (request.clientToken() != null) {
            state.byToken().put(request.clientToken(), id);
        }
        return answer(call, request, id);
    }

    private static void check(EbsState state, StartSnapshotRequest request) {
        if (request.volumeSize() == null || request.volumeSize() < 1 || request.volumeSize() > 65_536) {
            throw Ebs.invalid("The volume size must be between 1 and 65536 GiB.");
        }
        if (request.timeout() != null && (request.timeout() < 10 || request.timeout() > 4_320)) {
            throw Ebs.invalid("The timeout must be between 10 and 4320 minutes.");
        }
        if (request.parentSnapshotId() != null && (request.encrypted() != null || request.kmsKeyArn() != null)) {
            throw Ebs.invalid("Encrypted and KmsKeyArn cannot be specified together with ParentSnapshotId.");
        }
        if (request.kmsKeyArn() != null && !Boolean.TRUE.equals(request.encrypted())) {
            throw Ebs.invalid("KmsKeyArn requires Encrypted to be true.");
        }
        if (state.uploads().size() >= PENDING_AT_A_TIME) {
            throw AwsError.of(
                    "ConcurrentLimitExceededException",
                    "You have reached the limit of %d pending snapshots.",
                    PENDING_AT_A_TIME);
        }
    }

    private static Snapshot model(Call call, StartSnapshotRequest request, Optional<Source> parent) {
        EbsDefaults defaults = StorageState.of(call).defaults();
        boolean encrypted = parent.map(source -> source.snapshot().encrypted()).orElse(false)
                || Boolean.TRUE.equals(request.encrypted())
                || defaults.encrypt();
        String inherited = parent.map(source -> source.snapshot().kmsKeyId()).orElse(null);
        return Snapshot.builder()
                .snapshotId(call.world().ids().ec2("snap"))
                .volumeId(parent.map(source -> source.snapshot().volumeId()).orElse("vol-ffffffff"))
                .volumeSize(Math.toIntExact(request.volumeSize()))
                .description(request.description() == null ? "" : request.description())
                .encrypted(encrypted)
                .kmsKeyId(encrypted ? key(call, request, inherited) : null)
                .build();
    }

    private static String key(Call call, StartSnapshotRequest request, @Nullable String inherited) {
        String named = EbsDefaults.resolve(call, request.kmsKeyArn());
        return named != null
                ? named
                : Objects.requireNonNullElseGet(
                        inherited, () -> StorageState.of(call).defaults().key(call));
    }

    private static List<Tag> tags(StartSnapshotRequest request) {
        return request.tags().stream()
                .map(tag -> Tag.builder().key(tag.key()).value(tag.value()).build())
                .toList();
    }

    private static StartSnapshotResponse answer(Call call, StartSnapshotRequest request, String id) {
        Snapshot snapshot = Ebs.find(call, id).snapshot();
        return StartSnapshotResponse.builder()
                .snapshotId(id)
                .description(snapshot.description())
                .ownerId(snapshot.ownerId())
                .status(snapshot.stateAsString())
                .startTime(snapshot.startTime())
                .volumeSize(snapshot.volumeSize().longValue())
                .blockSize(Blocks.SIZE)
                .tags(request.tags())
                .parentSnapshotId(request.parentSnapshotId())
                .kmsKeyArn(snapshot.kmsKeyId())
                .sseType(Boolean.TRUE.equals(snapshot.encrypted()) ? "sse-kms" : "none")
                .build();
    }

    /** A snapshot into which nothing is written for its timeout is given up, and ends in the state {@code error}. */
    private static void giveUpInTime(Call call, String id) {
        EbsState state = EbsState.of(call);
        Upload upload = Objects.requireNonNull(state.uploads().get(id));
        call.region().ec2().later(upload.givenUpAt(), () -> {
            if (state.uploads().get(id) != upload) {
                return;
            }
            if (call.now().isBefore(upload.givenUpAt())) {
                giveUpInTime(call, id);
                return;
            }
            state.uploads().remove(id);
            var snapshots = call.region().ec2().snapshots();
            snapshots.find(id).ifPresent(given -> snapshots.put(given.copy(copy -> copy.state(SnapshotState.ERROR))));
        });
    }

    private static PutSnapshotBlockResponse put(Call call, PutSnapshotBlockRequest request) {
        call.region().ec2().catchUp(call.now());
        Upload upload = upload(call, request.snapshotId());
        byte[] block = call.body();
        int index = request.blockIndex();
        checkPlace(call, request.snapshotId(), index);
        if (block.length != Blocks.SIZE || !Objects.equals(request.dataLength(), block.length)) {
            throw Ebs.invalid("The data length must be %d bytes.", Blocks.SIZE);
        }
        checkAlgorithm(request.checksumAlgorithmAsString());
        byte[] digest = Ebs.sha256(block);
        if (!Base64.getEncoder().encodeToString(digest).equals(request.checksum())) {
            throw Ebs.invalid("The checksum does not match the data of block %d.", index);
        }
        upload.wrote(index, digest, call.now());
        Disks disks = Disks.of(call.region());
        disks.snapshot(
                request.snapshotId(), disks.snapshot(request.snapshotId()).write((long) index * Blocks.SIZE, block));
        return PutSnapshotBlockResponse.builder()
                .checksum(request.checksum())
                .checksumAlgorithm(SHA256)
                .build();
    }

    private static void checkPlace(Call call, String snapshotId, int index) {
        long size = Ebs.find(call, snapshotId).snapshot().volumeSize() * 1024L * 1024 * 1024;
        if (index < 0 || (long) index * Blocks.SIZE >= size) {
            throw Ebs.invalid("The block index %d is not within the volume size of the snapshot.", index);
        }
    }

    private static void checkAlgorithm(@Nullable String algorithm) {
        if (!SHA256.equals(algorithm)) {
            throw Ebs.invalid("The checksum algorithm '%s' is not supported.", String.valueOf(algorithm));
        }
    }

    private static CompleteSnapshotResponse complete(Call call, CompleteSnapshotRequest request) {
        call.region().ec2().catchUp(call.now());
        Upload upload = upload(call, request.snapshotId());
        if (!Objects.equals(request.changedBlocksCount(), upload.blocks())) {
            throw Ebs.invalid(
                    "The changed blocks count %d does not match the %d blocks that were written.",
                    request.changedBlocksCount(), upload.blocks());
        }
        if (request.checksum() != null) {
            checkAlgorithm(request.checksumAlgorithmAsString());
            if (!Arrays.asList(LINEAR, null).contains(request.checksumAggregationMethodAsString())
                    || !request.checksum().equals(upload.checksum())) {
                throw Ebs.invalid("The checksum does not match the checksums of the blocks that were written.");
            }
        }
        EbsState.of(call).uploads().remove(request.snapshotId());
        Snapshots.release(call, request.snapshotId());
        return CompleteSnapshotResponse.builder()
                .status(Ebs.find(call, request.snapshotId()).snapshot().stateAsString())
                .build();
    }

    private static Upload upload(Call call, String snapshotId) {
        Ebs.find(call, snapshotId);
        Upload upload = EbsState.of(call).uploads().get(snapshotId);
        if (upload == null) {
            throw Ebs.invalid("The snapshot '%s' is not being written.", snapshotId);
        }
        return upload;
    }
}
