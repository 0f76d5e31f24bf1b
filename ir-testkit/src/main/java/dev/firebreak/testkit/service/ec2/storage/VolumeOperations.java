package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** EBS volumes: making, attaching, detaching and deleting them. */
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
        if (request.snapshotId() == null && request.size() == null) {
            throw AwsError.of("MissingParameter", "The request must contain the parameter size or snapshotId");
        }
        EbsBlockDevice ebs = EbsBlockDevice.builder()
                .snapshotId(request.snapshotId())
                .volumeSize(request.size())
                // The API's default, unlike that of block device mappings and the console.
                .volumeType(request.volumeTypeAsString() == null ? "gp2" : request.volumeTypeAsString())
                .iops(request.iops())
                .throughput(request.throughput())
                .encrypted(request.encrypted())
                .kmsKeyId(request.kmsKeyId())
                .build();
        Optional<Source> source = Optional.ofNullable(request.snapshotId())
                .map(id -> Source.get(call, id).completed());
        NewVolume.check(call, ebs, source);
        Volume volume = Volumes.make(call, zone, ebs, source);
        Tagging.apply(call, request.tagSpecifications(), TYPE, volume.volumeId());
        EbsKeys.problem(call, volume.kmsKeyId(), source).ifPresent(cause -> Volumes.fail(call, volume, cause));
        return answer(Volumes.view(call, volume));
    }

    private static CreateVolumeResponse answer(Volume volume) {
        return CreateVolumeResponse.builder()
                .volumeId(volume.volumeId())
                .availabilityZone(volume.availabilityZone())
                .createTime(volume.createTime())
                .encrypted(volume.encrypted())
                .kmsKeyId(volume.kmsKeyId())
                .size(volume.size())
                .iops(volume.iops())
                .throughput(volume.throughput())
                .snapshotId(volume.snapshotId())
                .multiAttachEnabled(volume.multiAttachEnabled())
                .state(VolumeState.CREATING)
                .volumeType(volume.volumeType())
                .tags(volume.tags())
                .build();
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
        VolumeAttachment attachment = Volumes.attachment(call, Volumes.attach(call, volume, instance, device, false));
        return AttachVolumeResponse.builder()
                .volumeId(attachment.volumeId())
                .instanceId(attachment.instanceId())
                .device(device)
                .attachTime(attachment.attachTime())
                .deleteOnTermination(false)
                .state(VolumeAttachmentState.ATTACHING)
                .build();
    }

    private static void checkAttachable(Call call, Volume volume, Ec2Instance instance, String device) {
        if (!volume.attachments().isEmpty()) {
            throw AwsError.of("VolumeInUse", "%s is already attached to an instance", volume.volumeId());
        }
        if (Volumes.creating(call, volume)) {
            throw AwsError.of("IncorrectState", "%s is not 'available'.", volume.volumeId());
        }
        if (!instance.in(call.now(), InstanceStateName.RUNNING, InstanceStateName.STOPPED)) {
            throw AwsError.of("IncorrectState", "Instance '%s' is not 'running'.", instance.id());
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
        checkAttachment(attachment, request);
        Ec2Instance instance = Kind.INSTANCE.get(call, attachment.instanceId());
        if (Volumes.isRoot(instance, volume) && !instance.in(call.now(), InstanceStateName.STOPPED)) {
            throw AwsError.of(
                    "OperationNotPermitted",
                    "Unable to detach root volume '%s' from instance '%s'",
                    volume.volumeId(),
                    instance.id());
        }
        release(call, volume);
        return DetachVolumeResponse.builder()
                .volumeId(volume.volumeId())
                .instanceId(instance.id())
                .device(attachment.device())
                .attachTime(attachment.attachTime())
                .state(VolumeAttachmentState.DETACHING)
                .build();
    }

    private static void checkAttachment(VolumeAttachment attachment, DetachVolumeRequest request) {
        boolean otherInstance =
                request.instanceId() != null && !request.instanceId().equals(attachment.instanceId());
        boolean otherDevice = request.device() != null && !request.device().equals(attachment.device());
        if (otherInstance || otherDevice) {
            throw AwsError.of(
                    "InvalidAttachment.NotFound",
                    "Volume '%s' is not attached to instance '%s' as '%s'",
                    attachment.volumeId(),
                    otherInstance ? request.instanceId() : attachment.instanceId(),
                    otherDevice ? request.device() : attachment.device());
        }
    }

    private static void release(Call call, Volume volume) {
        Ec2State state = call.region().ec2();
        if (state.timing().volume().isZero()) {
            Volumes.detach(call, volume);
            return;
        }
        Volume detaching = volume.copy(copy -> copy.attachments(
                volume.attachments().get(0).copy(each -> each.state(VolumeAttachmentState.DETACHING))));
        state.volumes().put(detaching);
        Instant end = call.now().plus(state.timing().volume());
        state.later(
                end,
                () -> state.volumes()
                        .find(volume.volumeId())
                        .filter(detaching::equals)
                        .ifPresent(same -> Volumes.detach(call, same)));
    }

    private static DescribeVolumesResponse describe(Call call, DescribeVolumesRequest request) {
        if (!request.volumeIds().isEmpty() && request.maxResults() != null) {
            throw Refusals.combination("The parameter volumeSet cannot be used with the parameter maxResults");
        }
        var query = new Page.Query(request.volumeIds(), request.filters(), request.maxResults(), request.nextToken());
        var page = filters(call).page(call, Kind.VOLUME, query.atLeast(5));
        return DescribeVolumesResponse.builder()
                .volumes(page.map(volume -> Volumes.view(call, volume)))
                .nextToken(page.nextToken())
                .build();
    }

    private static Filters<Volume> filters(Call call) {
        return new Filters<>(call, Volume::volumeId)
                .on("volume-id", Volume::volumeId)
                .indexed(
                        "volume-id",
                        id -> call.region().ec2().volumes().find(id).stream().toList())
                .on("status", volume -> Volumes.view(call, volume).stateAsString())
                .on("availability-zone", Volume::availabilityZone)
                .on("create-time", Volume::createTime)
                .on("encrypted", Volume::encrypted)
                .on("size", Volume::size)
                .on("snapshot-id", Volume::snapshotId)
                .on("volume-type", Volume::volumeTypeAsString)
                .on("multi-attach-enabled", Volume::multiAttachEnabled)
                .onAny("attachment.instance-id", attachments(VolumeAttachment::instanceId))
                .inTable("attachment.instance-id", Ec2State.BY_INSTANCE)
                .onAny("attachment.device", attachments(VolumeAttachment::device))
                .onAny(
                        "attachment.delete-on-termination",
                        attachments(each -> String.valueOf(each.deleteOnTermination())))
                .onAny(
                        "attachment.status",
                        volume -> Lists.map(Volumes.view(call, volume).attachments(), VolumeAttachment::stateAsString));
    }

    private static Function<Volume, List<@Nullable String>> attachments(Function<VolumeAttachment, String> value) {
        return volume -> Lists.map(volume.attachments(), value::apply);
    }
}
