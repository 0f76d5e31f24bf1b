package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Lists own snapshots, and those that others share with the caller or with everybody. */
final class SnapshotListing {
    private static final String SELF = "self";

    private final Call call;
    private final DescribeSnapshotsRequest request;
    private final Sharing sharing;

    private SnapshotListing(Call call, DescribeSnapshotsRequest request) {
        this.call = call;
        this.request = request;
        this.sharing = Sharing.of(call.world());
    }

    static DescribeSnapshotsResponse describe(Call call, DescribeSnapshotsRequest request) {
        if (!request.snapshotIds().isEmpty() && request.maxResults() != null) {
            throw Refusals.combination("The parameter snapshotSet cannot be used with the parameter maxResults");
        }
        return new SnapshotListing(call, request).describe();
    }

    private DescribeSnapshotsResponse describe() {
        List<String> received =
                sharing.receivedBy(call.account().id(), call.region().name(), "snap");
        boolean onlyOwn = received.isEmpty()
                || (request.snapshotIds().isEmpty() && request.ownerIds().equals(List.of(SELF)));
        Page<Snapshot> page = onlyOwn ? own() : all(received);
        return DescribeSnapshotsResponse.builder()
                .snapshots(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private Page<Snapshot> own() {
        var query = new Page.Query(request.snapshotIds(), request.filters(), request.maxResults(), request.nextToken());
        var page = filters().page(call, Kind.SNAPSHOT, query.atLeast(5));
        return new Page<>(page.map(snapshot -> Snapshots.view(call, snapshot)), page.nextToken());
    }

    private Page<Snapshot> all(List<String> received) {
        var candidates = new ArrayList<Snapshot>();
        if (request.snapshotIds().isEmpty()) {
            call.region().ec2().snapshots().all().forEach(own -> candidates.add(Snapshots.view(call, own)));
            received.forEach(id -> candidates.add(Source.get(call, id).snapshot()));
        } else {
            request.snapshotIds()
                    .forEach(id -> candidates.add(Source.get(call, id).snapshot()));
        }
        return Page.of(filters().select(candidates, request.filters()), request.maxResults(), request.nextToken(), 5);
    }

    private Filters<Snapshot> filters() {
        Ec2State state = call.region().ec2();
        return new Filters<>(call, Snapshot::snapshotId)
                .only(this::owned)
                .only(this::restorable)
                .on("snapshot-id", Snapshot::snapshotId)
                .indexed(
                        "snapshot-id", id -> state.snapshots().find(id).stream().toList())
                .on("volume-id", Snapshot::volumeId)
                .inTable("volume-id", Ec2State.BY_VOLUME)
                .on("volume-size", Snapshot::volumeSize)
                .on("description", Snapshot::description)
                .on("encrypted", Snapshot::encrypted)
                .on("owner-id", Snapshot::ownerId)
                .on("start-time", Snapshot::startTime)
                .on("storage-tier", Snapshot::storageTierAsString)
                .on("status", snapshot -> current(snapshot).stateAsString())
                .on("progress", snapshot -> current(snapshot).progress());
    }

    private Snapshot current(Snapshot snapshot) {
        return snapshot.ownerId().equals(call.account().id()) ? Snapshots.view(call, snapshot) : snapshot;
    }

    private boolean owned(Snapshot snapshot) {
        List<String> owners = request.ownerIds();
        return owners.isEmpty()
                || owners.contains(snapshot.ownerId())
                || (owners.contains(SELF)
                        && snapshot.ownerId().equals(call.account().id()));
    }

    private boolean restorable(Snapshot snapshot) {
        Set<String> with = sharing.with(snapshot.snapshotId());
        List<String> users = request.restorableByUserIds();
        return users.isEmpty()
                || users.stream()
                        .map(user -> user.equals(SELF) ? call.account().id() : user)
                        .anyMatch(with::contains);
    }
}
