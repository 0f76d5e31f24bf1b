package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CopyTagsFromSource;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceSpecification;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotInfo;
import software.amazon.awssdk.services.ec2.model.Volume;

/** EBS snapshots: taking and deleting them. */
final class SnapshotOperations {
    private static final String TYPE = "snapshot";

    private SnapshotOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateSnapshot", CreateSnapshotRequest::builder, SnapshotOperations::create)
                .on("CreateSnapshots", CreateSnapshotsRequest::builder, SnapshotOperations::createAll)
                .on("DeleteSnapshot", DeleteSnapshotRequest::builder, SnapshotOperations::delete)
                .on("DescribeSnapshots", DescribeSnapshotsRequest::builder, SnapshotListing::describe);
    }

    private static CreateSnapshotResponse create(Call call, CreateSnapshotRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Volume volume = Kind.VOLUME.get(call, Refusals.required(request.volumeId(), "volumeId"));
        Snapshot snapshot = Snapshots.make(call, volume, request.description());
        Tagging.apply(call, request.tagSpecifications(), TYPE, snapshot.snapshotId());
        Snapshots.announce(call, snapshot, "createSnapshot");
        Snapshot view = Snapshots.view(call, snapshot);
        return CreateSnapshotResponse.builder()
                .snapshotId(view.snapshotId())
                .volumeId(view.volumeId())
                .volumeSize(view.volumeSize())
                .ownerId(view.ownerId())
                .description(view.description())
                .encrypted(view.encrypted())
                .kmsKeyId(view.kmsKeyId())
                .startTime(view.startTime())
                .state(view.state())
                .progress("")
                .tags(view.tags())
                .build();
    }

    private static CreateSnapshotsResponse createAll(Call call, CreateSnapshotsRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        InstanceSpecification specification =
                Refusals.required(request.instanceSpecification(), "InstanceSpecification");
        Ec2Instance instance = Kind.INSTANCE.get(
                call, Refusals.required(specification.instanceId(), "InstanceSpecification.InstanceId"));
        List<Volume> volumes = chosen(call, instance, specification);
        volumes.forEach(volume -> Snapshots.checkRoom(call, volume));
        var made = new ArrayList<SnapshotInfo>();
        for (Volume volume : volumes) {
            Snapshot snapshot = Snapshots.make(call, volume, request.description());
            if (request.copyTagsFromSource() == CopyTagsFromSource.VOLUME) {
                copyTags(call, volume.volumeId(), snapshot.snapshotId());
            }
            Tagging.apply(call, request.tagSpecifications(), TYPE, snapshot.snapshotId());
            Snapshots.announce(call, snapshot, "createSnapshot");
            made.add(info(Snapshots.view(call, snapshot)));
        }
        return CreateSnapshotsResponse.builder().snapshots(made).build();
    }

    private static List<Volume> chosen(Call call, Ec2Instance instance, InstanceSpecification specification) {
        List<Volume> volumes = new ArrayList<>(Volumes.of(call, instance));
        List<String> attached = volumes.stream().map(Volume::volumeId).toList();
        for (String excluded : specification.excludeDataVolumeIds()) {
            if (!attached.contains(excluded)) {
                throw Refusals.value("The volume '%s' is not attached to instance '%s'.", excluded, instance.id());
            }
        }
        boolean withoutRoot = Boolean.TRUE.equals(specification.excludeBootVolume());
        volumes.removeIf(volume -> (withoutRoot && Volumes.isRoot(instance, volume))
                || specification.excludeDataVolumeIds().contains(volume.volumeId()));
        if (volumes.isEmpty()) {
            throw Refusals.value("The instance '%s' has no volumes to take snapshots of.", instance.id());
        }
        return volumes;
    }

    private static void copyTags(Call call, String from, String to) {
        Tagging.put(
                call,
                to,
                call.region().ec2().tags().list(from).stream()
                        .filter(tag -> !Tagging.reserved(tag.key()))
                        .toList());
    }

    private static SnapshotInfo info(Snapshot snapshot) {
        return SnapshotInfo.builder()
                .snapshotId(snapshot.snapshotId())
                .volumeId(snapshot.volumeId())
                .volumeSize(snapshot.volumeSize())
                .ownerId(snapshot.ownerId())
                .description(snapshot.description())
                .encrypted(snapshot.encrypted())
                .startTime(snapshot.startTime())
                .state(snapshot.state())
                .progress("")
                .tags(snapshot.tags())
                .build();
    }

    private static DeleteSnapshotResponse delete(Call call, DeleteSnapshotRequest request) {
        Snapshot snapshot = Kind.SNAPSHOT.get(call, Refusals.required(request.snapshotId(), "snapshotId"));
        Snapshots.delete(call, snapshot.snapshotId());
        return DeleteSnapshotResponse.builder().build();
    }
}
