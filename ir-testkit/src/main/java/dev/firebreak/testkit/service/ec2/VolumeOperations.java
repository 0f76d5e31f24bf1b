package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Ec2Instance;
import dev.firebreak.testkit.world.Ec2State;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** EBS volumes. */
final class VolumeOperations {
    private static final String TYPE = "volume";

    private VolumeOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateVolume", CreateVolumeRequest::builder, VolumeOperations::create)
                .on("DeleteVolume", DeleteVolumeRequest::builder, VolumeOperations::delete)
                .on("AttachVolume", AttachVolumeRequest::builder, VolumeOperations::attach)
                .on("DetachVolume", DetachVolumeRequest::builder, VolumeOperations::detach)
                .on("DescribeVolumes", DescribeVolumesRequest::builder, VolumeOperations::describe);
    }

    private static CreateVolumeResponse create(Call call, CreateVolumeRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        String zone = Refusals.required(request.availabilityZone(), "AvailabilityZone");
        if (!call.region().zones().contains(zone)) {
            throw AwsError.of("InvalidZone.NotFound", "The zone '%s' does not exist.", zone);
        }
        checkSource(call, request);
        Volume volume = Volumes.make(
                call,
                zone,
                EbsBlockDevice.builder()
                        .snapshotId(request.snapshotId())
                        .volumeSize(request.size())
                        .volumeType(request.volumeTypeAsString())
                        .encrypted(request.encrypted())
                        .kmsKeyId(request.kmsKeyId())
                        .build());
        Tagging.apply(call, request.tagSpecifications(), TYPE, volume.volumeId());
        return CreateVolumeResponse.builder()
                .volumeId(volume.volumeId())
                .availabilityZone(zone)
                .createTime(volume.createTime())
                .encrypted(volume.encrypted())
                .size(volume.size())
                .snapshotId(volume.snapshotId())
                .state(volume.state())
                .volumeType(volume.volumeType())
                .tags(call.region().ec2().tags().list(volume.volumeId()))
                .build();
    }

    private static void checkSource(Call call, CreateVolumeRequest request) {
        if (request.snapshotId() == null) {
            if (request.size() == null) {
                throw AwsError.of("MissingParameter", "The request must contain the parameter size or snapshotId");
            }
            return;
        }
        var snapshot = Snapshots.view(call, Kind.SNAPSHOT.get(call, request.snapshotId()));
        if (snapshot.state() != SnapshotState.COMPLETED) {
            throw AwsError.of("IncorrectState", "Snapshot '%s' is not 'completed'.", request.snapshotId());
        }
    }

    private static DeleteVolumeResponse delete(Call call, DeleteVolumeRequest request) {
        Volume volume = Kind.VOLUME.get(call, Refusals.required(request.volumeId(), "volumeId"));
        if (!volume.attachments().isEmpty()) {
            throw AwsError.of(
                    "VolumeInUse",
                    "Volume %s is currently attached to %s",
                    volume.volumeId(),
                    volume.attachments().get(0).instanceId());
        }
        Volumes.delete(call, volume);
        return DeleteVolumeResponse.builder().build();
    }

    private static AttachVolumeResponse attach(Call call, AttachVolumeRequest request) {
        Volume volume = Kind.VOLUME.get(call, Refusals.required(request.volumeId(), "volumeId"));
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        String device = Refusals.required(request.device(), "device");
        checkAttachable(call, volume, instance, device);
        VolumeAttachment attachment = Volumes.attach(call, volume, instance, device, false)
                .attachments()
                .get(0);
        return AttachVolumeResponse.builder()
                .volumeId(attachment.volumeId())
                .instanceId(attachment.instanceId())
                .device(device)
                .attachTime(attachment.attachTime())
                .deleteOnTermination(false)
                .state(attachment.state())
                .build();
    }

    private static void checkAttachable(Call call, Volume volume, Ec2Instance instance, String device) {
        if (!volume.attachments().isEmpty()) {
            throw AwsError.of("VolumeInUse", "%s is already attached to an instance", volume.volumeId());
        }
        if (!instance.in(call.now(), InstanceStateName.RUNNING, InstanceStateName.STOPPED)) {
            throw Refusals.instanceState("Instance '%s' is not 'running'.", instance.id());
        }
        if (!instance.launched().placement().availabilityZone().equals(volume.availabilityZone())) {
            throw AwsError.of(
                    "InvalidVolume.ZoneMismatch",
                    "The volume '%s' is not in the same availability zone as instance '%s'",
                    volume.volumeId(),
                    instance.id());
        }
        if (Volumes.of(call, instance).stream()
                .anyMatch(other -> other.attachments().get(0).device().equals(device))) {
            throw Refusals.value(
                    "Invalid value '%s' for unixDevice. Attachment point %s is already in use", device, device);
        }
    }

    private static DetachVolumeResponse detach(Call call, DetachVolumeRequest request) {
        Volume volume = Kind.VOLUME.get(call, Refusals.required(request.volumeId(), "volumeId"));
        if (volume.attachments().isEmpty()) {
            throw AwsError.of("IncorrectState", "Volume '%s' is in the 'available' state.", volume.volumeId());
        }
        VolumeAttachment attachment = volume.attachments().get(0);
        Ec2Instance instance = Kind.INSTANCE.get(call, attachment.instanceId());
        if (Volumes.isRoot(instance, volume) && !instance.in(call.now(), InstanceStateName.STOPPED)) {
            throw AwsError.of(
                    "OperationNotPermitted",
                    "Unable to detach root volume '%s' from instance '%s'",
                    volume.volumeId(),
                    instance.id());
        }
        Volumes.detach(call, volume);
        return DetachVolumeResponse.builder()
                .volumeId(volume.volumeId())
                .instanceId(instance.id())
                .device(attachment.device())
                .state("detaching")
                .build();
    }

    private static DescribeVolumesResponse describe(Call call, DescribeVolumesRequest request) {
        Ec2State state = call.region().ec2();
        var filters = new Filters<>(call, Volume::volumeId)
                .on("volume-id", Volume::volumeId)
                .on("status", Volume::stateAsString)
                .on("availability-zone", Volume::availabilityZone)
                .on("encrypted", Volume::encrypted)
                .on("size", Volume::size)
                .on("snapshot-id", Volume::snapshotId)
                .on("volume-type", Volume::volumeTypeAsString)
                .onAny(
                        "attachment.instance-id",
                        volume -> Lists.map(volume.attachments(), VolumeAttachment::instanceId))
                .indexed("attachment.instance-id", id -> state.volumes().by(Ec2State.BY_INSTANCE, id))
                .onAny("attachment.device", volume -> Lists.map(volume.attachments(), VolumeAttachment::device))
                .onAny(
                        "attachment.delete-on-termination",
                        volume -> Lists.map(volume.attachments(), each -> String.valueOf(each.deleteOnTermination())))
                .onAny("attachment.status", volume -> Lists.map(volume.attachments(), VolumeAttachment::stateAsString));
        var found = filters.select(call, Kind.VOLUME, request.volumeIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeVolumesResponse.builder()
                .volumes(page.map(
                        volume -> volume.copy(copy -> copy.tags(state.tags().list(volume.volumeId())))))
                .nextToken(page.nextToken())
                .build();
    }
}
