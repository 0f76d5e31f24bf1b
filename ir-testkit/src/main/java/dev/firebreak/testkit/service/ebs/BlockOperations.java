package dev.firebreak.testkit.service.ebs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.storage.Source;
import dev.firebreak.testkit.world.disk.Blocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ebs.model.ChangedBlock;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockRequest;
import software.amazon.awssdk.services.ebs.model.GetSnapshotBlockResponse;
import software.amazon.awssdk.services.ebs.model.ListChangedBlocksRequest;
import software.amazon.awssdk.services.ebs.model.ListChangedBlocksResponse;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksRequest;
import software.amazon.awssdk.services.ebs.model.ListSnapshotBlocksResponse;

/** Listing, comparing and reading the blocks of completed snapshots. */
final class BlockOperations {
    private static final Duration BLOCK_TOKEN_LIFE = Duration.ofDays(7);
    private static final Duration PAGE_TOKEN_LIFE = Duration.ofMinutes(60);
    private static final int LEAST = 100;
    private static final int MOST = 10_000;

    private BlockOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest(
                        "ListSnapshotBlocks",
                        "GET /snapshots/{snapshotId}/blocks",
                        ListSnapshotBlocksRequest::builder,
                        BlockOperations::list)
                .rest(
                        "ListChangedBlocks",
                        "GET /snapshots/{secondSnapshotId}/changedblocks",
                        ListChangedBlocksRequest::builder,
                        BlockOperations::changed)
                .streaming(
                        "GetSnapshotBlock",
                        "GET /snapshots/{snapshotId}/blocks/{blockIndex}",
                        GetSnapshotBlockRequest::builder,
                        BlockOperations::get);
    }

    private static ListSnapshotBlocksResponse list(Call call, ListSnapshotBlocksRequest request) {
        Source source = Ebs.completed(call, request.snapshotId());
        int start = start(call, request.snapshotId(), request.nextToken(), request.startingBlockIndex());
        Listed page = page(source.content().indexes(), start, request.maxResults());
        return ListSnapshotBlocksResponse.builder()
                .blocks(page.indexes().stream()
                        .map(index -> Block.builder()
                                .blockIndex(index)
                                .blockToken(blockToken(call, request.snapshotId(), index))
                                .build())
                        .toList())
                .expiryTime(call.now().plus(BLOCK_TOKEN_LIFE))
                .volumeSize(source.snapshot().volumeSize().longValue())
                .blockSize(Blocks.SIZE)
                .nextToken(pageToken(call, request.snapshotId(), page))
                .build();
    }

    private static ListChangedBlocksResponse changed(Call call, ListChangedBlocksRequest request) {
        Source second = Ebs.completed(call, request.secondSnapshotId());
        Blocks first = request.firstSnapshotId() == null
                ? Blocks.EMPTY
                : earlier(call, request, second).content();
        int start = start(call, request.secondSnapshotId(), request.nextToken(), request.startingBlockIndex());
        Listed page = page(second.content().changedFrom(first), start, request.maxResults());
        return ListChangedBlocksResponse.builder()
                .changedBlocks(page.indexes().stream()
                        .map(index -> ChangedBlock.builder()
                                .blockIndex(index)
                                .firstBlockToken(
                                        first.indexes().contains(index)
                                                ? blockToken(call, request.firstSnapshotId(), index)
                                                : null)
                                .secondBlockToken(
                                        second.content().indexes().contains(index)
                                                ? blockToken(call, request.secondSnapshotId(), index)
                                                : null)
                                .build())
                        .toList())
                .expiryTime(call.now().plus(BLOCK_TOKEN_LIFE))
                .volumeSize(second.snapshot().volumeSize().longValue())
                .blockSize(Blocks.SIZE)
                .nextToken(pageToken(call, request.secondSnapshotId(), page))
                .build();
    }

    private static Source earlier(Call call, ListChangedBlocksRequest request, Source second) {
        Source first = Ebs.completed(call, request.firstSnapshotId());
        if (!first.snapshot().volumeId().equals(second.snapshot().volumeId())) {
            throw Ebs.invalid(
                    "The snapshots '%s' and '%s' are not of the same volume.",
                    request.firstSnapshotId(), request.secondSnapshotId());
        }
        return first;
    }

    private static Operations.Result get(Call call, GetSnapshotBlockRequest request) {
        Source source = Ebs.completed(call, request.snapshotId());
        int index = request.blockIndex();
        boolean good = Token.parse(request.blockToken(), call.now())
                .filter(token -> token.use().equals(Token.BLOCK)
                        && token.snapshotId().equals(request.snapshotId())
                        && token.index() == index)
                .isPresent();
        if (!good) {
            throw Ebs.invalid("The block token is not valid for block %d of the snapshot, or has expired.", index);
        }
        byte[] block = source.content().block(index);
        return new Operations.Result(
                GetSnapshotBlockResponse.builder()
                        .dataLength(block.length)
                        .checksum(Base64.getEncoder().encodeToString(Ebs.sha256(block)))
                        .checksumAlgorithm("SHA256")
                        .build(),
                block);
    }

    /**
     * Some of the indexes of a list.
     *
     * @param indexes those on the page
     * @param next the first of the next page; -1 when there is none
     */
    private record Listed(List<Integer> indexes, int next) {}

    /** Fewer than 100 at a time are never given, however few are asked for (ebsapi-faq). */
    private static Listed page(NavigableSet<Integer> all, int start, @Nullable Integer maxResults) {
        int size = maxResults == null ? MOST : Math.max(LEAST, Math.min(MOST, maxResults));
        var indexes = new ArrayList<Integer>();
        for (int index : all.tailSet(start, true)) {
            if (indexes.size() == size) {
                return new Listed(indexes, index);
            }
            indexes.add(index);
        }
        return new Listed(indexes, -1);
    }

    private static int start(Call call, String snapshotId, @Nullable String token, @Nullable Integer starting) {
        if (token == null) {
            return starting == null ? 0 : starting;
        }
        return Token.parse(token, call.now())
                .filter(page ->
                        page.use().equals(Token.PAGE) && page.snapshotId().equals(snapshotId))
                .orElseThrow(() -> Ebs.invalid("The page token is not valid, or has expired."))
                .index();
    }

    private static String blockToken(Call call, String snapshotId, int index) {
        return new Token(Token.BLOCK, snapshotId, index, call.now().plus(BLOCK_TOKEN_LIFE)).text();
    }

    private static @Nullable String pageToken(Call call, String snapshotId, Listed page) {
        return page.next() < 0
                ? null
                : new Token(Token.PAGE, snapshotId, page.next(), call.now().plus(PAGE_TOKEN_LIFE)).text();
    }
}
