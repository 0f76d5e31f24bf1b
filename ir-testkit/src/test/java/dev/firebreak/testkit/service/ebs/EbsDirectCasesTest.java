package dev.firebreak.testkit.service.ebs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import dev.firebreak.testkit.world.disk.Blocks;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ebs.model.ChangedBlock;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

class EbsDirectCasesTest extends Ec2Cases {
    private static final String LIST =
            "https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html";
    private static final String CHANGED =
            "https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html";
    private static final String GET = "https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html";
    private static final String PUT = "https://docs.aws.amazon.com/ebs/latest/APIReference/API_PutSnapshotBlock.html";
    private static final String COMPLETE =
            "https://docs.aws.amazon.com/ebs/latest/APIReference/API_CompleteSnapshot.html";
    private static final String START = "https://docs.aws.amazon.com/ebs/latest/APIReference/API_StartSnapshot.html";
    private static final String FAQ = "https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-faq.html";

    private EbsClient ebs() {
        return client(EbsClient.builder());
    }

    /** A completed snapshot of a volume into whose blocks of these indexes something was written. */
    private String snapshotWith(int... indexes) {
        Ec2Client ec2 = fake.ec2();
        String volume = launch().volumeIds().get(1);
        Arrays.stream(indexes)
                .forEach(
                        index -> disks().write(volume, (long) index * Blocks.SIZE, ("block " + index).getBytes(UTF_8)));
        return snapshotOf(ec2, volume);
    }

    private static Block first(EbsClient ebs, String snapshot) {
        return ebs.listSnapshotBlocks(request -> request.snapshotId(snapshot))
                .blocks()
                .get(0);
    }

    @Test
    @AwsFact(value = "Only blocks that were written are listed, in the order of their indexes", source = FAQ)
    void listSnapshotBlocks_sparse_listsWrittenBlocks() {
        String snapshot = snapshotWith(7, 0, 3);

        var list = ebs().listSnapshotBlocks(request -> request.snapshotId(snapshot));

        assertThat(list.blocks()).extracting(Block::blockIndex).containsExactly(0, 3, 7);
        assertThat(list.blockSize()).isEqualTo(524_288);
        assertThat(list.volumeSize()).isEqualTo(20);
        assertThat(list.expiryTime()).isEqualTo(clock.instant().plus(Duration.ofDays(7)));
    }

    @Test
    @AwsFact(value = "At least 100 blocks are listed at a time, and a token leads on for an hour", source = LIST)
    void listSnapshotBlocks_pages_areOfAtLeast100() {
        String snapshot = snapshotWith(IntStream.range(0, 150).toArray());
        EbsClient ebs = ebs();

        var page =
                ebs.listSnapshotBlocks(request -> request.snapshotId(snapshot).maxResults(10));
        var rest =
                ebs.listSnapshotBlocks(request -> request.snapshotId(snapshot).nextToken(page.nextToken()));

        assertThat(page.blocks()).hasSize(100);
        assertThat(rest.blocks()).extracting(Block::blockIndex).hasSize(50).startsWith(100);
        clock.advance(Duration.ofHours(1));
        assertThat(Refused.by(() -> ebs.listSnapshotBlocks(
                        request -> request.snapshotId(snapshot).nextToken(page.nextToken()))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "The blocks of a pending snapshot cannot be listed", source = FAQ)
    void listSnapshotBlocks_pending_isRefused() {
        String volume = launch().volumeIds().get(0);
        String snapshot =
                fake.ec2().createSnapshot(request -> request.volumeId(volume)).snapshotId();

        assertThat(Refused.by(() -> ebs().listSnapshotBlocks(request -> request.snapshotId(snapshot))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "The blocks of a snapshot that does not exist are not found", source = LIST)
    void listSnapshotBlocks_unknown_isNotFound() {
        assertThat(Refused.by(() -> ebs().listSnapshotBlocks(request -> request.snapshotId("snap-0123456789abcdef0"))))
                .startsWith("ResourceNotFoundException");
    }

    @Test
    @AwsFact(value = "A block comes whole, with the SHA-256 of its data", source = GET)
    void getSnapshotBlock_token_givesTheBlockAndItsChecksum() {
        String snapshot = snapshotWith(5);
        EbsClient ebs = ebs();
        Block block = first(ebs, snapshot);

        var answer = ebs.getSnapshotBlockAsBytes(
                request -> request.snapshotId(snapshot).blockIndex(5).blockToken(block.blockToken()));

        byte[] data = answer.asByteArray();
        assertThat(data).hasSize(524_288).startsWith("block 5".getBytes(UTF_8));
        assertThat(answer.response().dataLength()).isEqualTo(524_288);
        assertThat(answer.response().checksumAlgorithmAsString()).isEqualTo("SHA256");
        assertThat(answer.response().checksum()).isEqualTo(checksum(data));
    }

    @Test
    @AwsFact(value = "A block token is good for its block of its snapshot only, for seven days", source = FAQ)
    void getSnapshotBlock_otherBlockOrTooLate_isRefused() {
        String snapshot = snapshotWith(5, 6);
        EbsClient ebs = ebs();
        String token = first(ebs, snapshot).blockToken();

        assertThat(Refused.by(() -> ebs.getSnapshotBlockAsBytes(
                        request -> request.snapshotId(snapshot).blockIndex(6).blockToken(token))))
                .startsWith("ValidationException");
        clock.advance(Duration.ofDays(7));
        assertThat(Refused.by(() -> ebs.getSnapshotBlockAsBytes(
                        request -> request.snapshotId(snapshot).blockIndex(5).blockToken(token))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "The root volume of an instance begins with the boot sector of its image", source = GET)
    void getSnapshotBlock_rootVolume_hasABootSector() {
        String snapshot = snapshotOf(fake.ec2(), launch().volumeIds().get(0));
        EbsClient ebs = ebs();
        Block block = first(ebs, snapshot);

        byte[] data = ebs.getSnapshotBlockAsBytes(request -> request.snapshotId(snapshot)
                        .blockIndex(block.blockIndex())
                        .blockToken(block.blockToken()))
                .asByteArray();

        assertThat(Arrays.copyOfRange(data, 510, 512)).containsExactly(0x55, 0xAA);
        assertThat(Arrays.copyOfRange(data, 512, 520)).asString(UTF_8).isEqualTo("EFI PART");
    }

    @Test
    @AwsFact(
            value = "The blocks that differ between two snapshots of a volume are listed with tokens for both",
            source = CHANGED)
    void listChangedBlocks_twoSnapshots_listsTheDifference() {
        String volume = launch().volumeIds().get(1);
        disks().write(volume, 0, new byte[] {1});
        disks().write(volume, Blocks.SIZE, new byte[] {1});
        String before = snapshotOf(fake.ec2(), volume);
        disks().write(volume, Blocks.SIZE, new byte[] {2});
        disks().write(volume, 9L * Blocks.SIZE, new byte[] {3});
        String after = snapshotOf(fake.ec2(), volume);

        var changed = ebs().listChangedBlocks(
                        request -> request.firstSnapshotId(before).secondSnapshotId(after))
                .changedBlocks();

        assertThat(changed).extracting(ChangedBlock::blockIndex).containsExactly(1, 9);
        assertThat(changed.get(0).firstBlockToken()).isNotEmpty();
        assertThat(changed.get(1).firstBlockToken()).isNull();
        assertThat(changed.get(1).secondBlockToken()).isNotEmpty();
    }

    @Test
    @AwsFact(value = "Snapshots of different volumes cannot be compared", source = CHANGED)
    void listChangedBlocks_unrelated_isRefused() {
        String one = snapshotWith(0);
        String other = snapshotWith(0);

        assertThat(Refused.by(() -> ebs().listChangedBlocks(
                                request -> request.firstSnapshotId(one).secondSnapshotId(other))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "A snapshot that was written block by block is pending until it is completed", source = START)
    void startSnapshot_writtenAndCompleted_isASnapshot() {
        EbsClient ebs = ebs();
        byte[] block = Arrays.copyOf("written".getBytes(UTF_8), Blocks.SIZE);
        String snapshot = ebs.startSnapshot(request -> request.volumeSize(1L).description("written"))
                .snapshotId();
        put(ebs, snapshot, 2, block, checksum(block));
        clock.advance(Duration.ofMinutes(30));
        assertThat(snapshot(fake.ec2(), snapshot).state()).isEqualTo(SnapshotState.PENDING);

        ebs.completeSnapshot(request -> request.snapshotId(snapshot).changedBlocksCount(1));
        clock.advance(MINUTE);

        assertThat(snapshot(fake.ec2(), snapshot).state()).isEqualTo(SnapshotState.COMPLETED);
        assertThat(first(ebs, snapshot).blockIndex()).isEqualTo(2);
        assertThat(disks().snapshot(snapshot).block(2)).isEqualTo(block);
        assertThat(Refused.by(() -> put(ebs, snapshot, 3, block, checksum(block))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "A block whose checksum does not match its data is refused", source = PUT)
    void putSnapshotBlock_wrongChecksum_isRefused() {
        EbsClient ebs = ebs();
        String snapshot = ebs.startSnapshot(request -> request.volumeSize(1L)).snapshotId();
        byte[] block = new byte[Blocks.SIZE];

        assertThat(Refused.by(() -> put(ebs, snapshot, 0, block, checksum(new byte[] {1}))))
                .startsWith("ValidationException");
        assertThat(Refused.by(() -> put(ebs, snapshot, 2048, block, checksum(block))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "The count of changed blocks must be that of the blocks written", source = COMPLETE)
    void completeSnapshot_wrongCount_isRefused() {
        EbsClient ebs = ebs();
        String snapshot = ebs.startSnapshot(request -> request.volumeSize(1L)).snapshotId();

        assertThat(Refused.by(() -> ebs.completeSnapshot(
                        request -> request.snapshotId(snapshot).changedBlocksCount(1))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "A snapshot that is not written to for its timeout ends in error", source = START)
    void startSnapshot_timeout_endsInError() {
        EbsClient ebs = ebs();
        String snapshot =
                ebs.startSnapshot(request -> request.volumeSize(1L).timeout(10)).snapshotId();

        clock.advance(Duration.ofMinutes(10));

        assertThat(snapshot(fake.ec2(), snapshot).state()).isEqualTo(SnapshotState.ERROR);
    }

    @Test
    @AwsFact(value = "A snapshot with a parent begins with the blocks of the parent", source = START)
    void startSnapshot_parent_beginsWithItsBlocks() {
        String parent = snapshotWith(4);
        EbsClient ebs = ebs();
        byte[] block = Arrays.copyOf(new byte[] {9}, Blocks.SIZE);

        String child = ebs.startSnapshot(request -> request.volumeSize(20L).parentSnapshotId(parent))
                .snapshotId();
        put(ebs, child, 5, block, checksum(block));
        ebs.completeSnapshot(request -> request.snapshotId(child).changedBlocksCount(1));
        clock.advance(MINUTE);

        assertThat(ebs.listChangedBlocks(
                                request -> request.firstSnapshotId(parent).secondSnapshotId(child))
                        .changedBlocks())
                .extracting(ChangedBlock::blockIndex)
                .containsExactly(5);
    }

    private static void put(EbsClient ebs, String snapshot, int index, byte[] block, String checksum) {
        ebs.putSnapshotBlock(
                request -> request.snapshotId(snapshot)
                        .blockIndex(index)
                        .dataLength(block.length)
                        .checksum(checksum)
                        .checksumAlgorithm("SHA256"),
                RequestBody.fromBytes(block));
    }

    private static String checksum(byte[] data) {
        return Base64.getEncoder().encodeToString(Ebs.sha256(data));
    }
}
