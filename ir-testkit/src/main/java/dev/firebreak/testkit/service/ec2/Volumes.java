package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Ec2Instance;
import dev.firebreak.testkit.world.Ec2State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Makes volumes and attaches them. */
final class Volumes {
    private static final int DEFAULT_SIZE = 8;

    private Volumes() {}

    /** Makes the volumes of a new instance: those of the image, changed and added to by the request. */
    static void launch(Call call, Ec2Instance instance, Image image, RunInstancesRequest request) {
        Map<String, EbsBlockDevice> devices = new LinkedHashMap<>();
        image.blockDeviceMappings().stream()
                .filter(mapping -> mapping.ebs() != null)
                .forEach(mapping -> devices.put(mapping.deviceName(), mapping.ebs()));
        for (BlockDeviceMapping mapping : request.blockDeviceMappings()) {
            if (mapping.noDevice() != null) {
                devices.remove(mapping.deviceName());
            } else if (mapping.ebs() != null) {
                devices.merge(mapping.deviceName(), mapping.ebs(), Volumes::overlay);
            }
        }
        devices.forEach((device, ebs) -> {
            Volume volume = make(call, instance.launched().placement().availabilityZone(), ebs);
            Tagging.apply(call, request.tagSpecifications(), "volume", volume.volumeId());
            boolean delete = ebs.deleteOnTermination() == null || ebs.deleteOnTermination();
            attach(call, volume, instance, device, delete);
        });
    }

    private static EbsBlockDevice overlay(EbsBlockDevice image, EbsBlockDevice request) {
        return EbsBlockDevice.builder()
                .snapshotId(request.snapshotId() == null ? image.snapshotId() : request.snapshotId())
                .volumeSize(request.volumeSize() == null ? image.volumeSize() : request.volumeSize())
                .volumeType(request.volumeType() == null ? image.volumeType() : request.volumeType())
                .deleteOnTermination(
                        request.deleteOnTermination() == null
                                ? image.deleteOnTermination()
                                : request.deleteOnTermination())
                .encrypted(request.encrypted() == null ? image.encrypted() : request.encrypted())
                .kmsKeyId(request.kmsKeyId())
                .build();
    }

    static Volume make(Call call, String zone, EbsBlockDevice ebs) {
        Optional<Snapshot> source = Optional.ofNullable(ebs.snapshotId())
                .flatMap(id -> call.region().ec2().snapshots().find(id));
        Volume volume = Volume.builder()
                .volumeId(call.world().ids().ec2("vol"))
                .availabilityZone(zone)
                .createTime(call.now())
                .snapshotId(Objects.requireNonNullElse(ebs.snapshotId(), ""))
                .size(
                        ebs.volumeSize() != null
                                ? ebs.volumeSize()
                                : source.map(Snapshot::volumeSize).orElse(DEFAULT_SIZE))
                .volumeType(ebs.volumeTypeAsString() == null ? "gp3" : ebs.volumeTypeAsString())
                .encrypted(Boolean.TRUE.equals(ebs.encrypted())
                        || source.map(Snapshot::encrypted).orElse(false))
                .kmsKeyId(
                        ebs.kmsKeyId() == null ? source.map(Snapshot::kmsKeyId).orElse(null) : ebs.kmsKeyId())
                .iops(3000)
                .throughput(125)
                .multiAttachEnabled(false)
                .state(VolumeState.AVAILABLE)
                .build();
        call.region().ec2().volumes().put(volume);
        return volume;
    }

    static Volume attach(Call call, Volume volume, Ec2Instance instance, String device, boolean deleteOnTermination) {
        Volume attached = volume.copy(copy -> copy.state(VolumeState.IN_USE)
                .attachments(List.of(VolumeAttachment.builder()
                        .volumeId(volume.volumeId())
                        .instanceId(instance.id())
                        .device(device)
                        .attachTime(call.now())
                        .deleteOnTermination(deleteOnTermination)
                        .state(VolumeAttachmentState.ATTACHED)
                        .build())));
        call.region().ec2().volumes().put(attached);
        return attached;
    }

    static void detach(Call call, Volume volume) {
        call.region()
                .ec2()
                .volumes()
                .put(volume.copy(copy -> copy.state(VolumeState.AVAILABLE).attachments(List.of())));
    }

    static void delete(Call call, Volume volume) {
        Ec2State state = call.region().ec2();
        state.volumes().remove(volume.volumeId());
        state.tags().forget(volume.volumeId());
    }

    /** What becomes of a volume whose instance is terminated. */
    static void instanceGone(Call call, Volume volume) {
        if (Boolean.TRUE.equals(volume.attachments().get(0).deleteOnTermination())) {
            delete(call, volume);
        } else {
            detach(call, volume);
        }
    }

    /** The volumes of an instance, the root volume first. */
    static List<Volume> of(Call call, Ec2Instance instance) {
        var volumes = call.region().ec2().volumes().by(Ec2State.BY_INSTANCE, instance.id());
        volumes.sort((left, right) -> Boolean.compare(isRoot(instance, right), isRoot(instance, left)));
        return volumes;
    }

    static boolean isRoot(Ec2Instance instance, Volume volume) {
        return volume.attachments().get(0).device().equals(instance.launched().rootDeviceName());
    }
}
