package dev.firebreak.testkit.service.ec2.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.disk.Blocks;
import dev.firebreak.testkit.world.disk.Disks;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Makes volumes and attaches them. */
public final class Volumes {
    private Volumes() {}

    /** Makes a volume that was checked before. */
    static Volume make(Call call, String zone, EbsBlockDevice ebs, Optional<Source> source) {
        VolumeRules.Wanted wanted = NewVolume.wanted(ebs, source);
        Volume volume = Volume.builder()
                .volumeId(call.world().ids().ec2("vol"))
                .availabilityZone(zone)
                .createTime(call.now())
                .snapshotId(ebs.snapshotId() == null ? "" : ebs.snapshotId())
                .size(wanted.size())
                .volumeType(wanted.type())
                .encrypted(NewVolume.encrypted(call, ebs, source))
                .kmsKeyId(NewVolume.key(call, ebs, source))
                .iops(VolumeRules.iops(wanted))
                .throughput(VolumeRules.throughput(wanted))
                .multiAttachEnabled(false)
                .state(VolumeState.AVAILABLE)
                .build();
        call.region().ec2().volumes().put(volume);
        Blocks content = source.map(Source::content).orElse(Blocks.EMPTY);
        if (content != Blocks.EMPTY) {
            Disks.of(call.region()).volume(volume.volumeId(), content);
        }
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
        Disks.of(call.region()).forgetVolume(volume.volumeId());
        StorageState.of(call).autoEnabledIo().remove(volume.volumeId());
        StorageState.of(call).modifications().remove(volume.volumeId());
    }

    /** Lets a volume that cannot be made vanish when it would have become available. */
    static void fail(Call call, Volume volume, String cause) {
        Region region = call.region();
        Instant end = volume.createTime().plus(region.ec2().timing().volume());
        region.ec2().later(end, () -> {
            delete(call, volume);
            region.world().events().publish(failure(region, volume, cause, end));
        });
    }

    private static AwsEvent failure(Region region, Volume volume, String cause, Instant end) {
        String account = region.account().id();
        var detail = JsonNodeFactory.instance
                .objectNode()
                .put("event", "createVolume")
                .put("result", "failed")
                .put("cause", cause)
                .put("request-id", "");
        return new AwsEvent(
                "aws.ec2",
                "EBS Volume Notification",
                account,
                region.name(),
                end,
                List.of("arn:aws:ec2:" + region.name() + ":" + account + ":volume/" + volume.volumeId()),
                detail);
    }

    /** Whether EBS can use the keys of all volumes of an instance. */
    public static boolean readable(Call call, Ec2Instance instance) {
        return of(call, instance).stream()
                .allMatch(volume -> EbsKeys.problem(call, volume.kmsKeyId()).isEmpty());
    }

    /** What becomes of a volume whose instance is terminated. */
    public static void instanceGone(Call call, Volume volume) {
        if (Boolean.TRUE.equals(volume.attachments().get(0).deleteOnTermination())) {
            delete(call, volume);
        } else {
            detach(call, volume);
        }
    }

    /** Makes the volumes of a new instance. */
    public static void launch(Call call, Ec2Instance instance, LaunchVolumes volumes) {
        String zone = instance.launched().placement().availabilityZone();
        volumes.devices().forEach((device, ebs) -> {
            Volume volume = make(call, zone, ebs, volumes.source(ebs));
            Tagging.apply(call, volumes.tags(), "volume", volume.volumeId());
            attach(call, volume, instance, device, ebs.deleteOnTermination() == null || ebs.deleteOnTermination());
        });
    }

    /** The volumes of an instance, the root volume first. */
    public static List<Volume> of(Call call, Ec2Instance instance) {
        var volumes = call.region().ec2().volumes().by(Ec2State.BY_INSTANCE, instance.id());
        volumes.sort((left, right) -> Boolean.compare(isRoot(instance, right), isRoot(instance, left)));
        return volumes;
    }

    static boolean isRoot(Ec2Instance instance, Volume volume) {
        return volume.attachments().get(0).device().equals(instance.launched().rootDeviceName());
    }

    /** The volume as the API gives it now. */
    static Volume view(Call call, Volume volume) {
        Volume tagged = volume.copy(copy -> copy.tags(call.region().ec2().tags().list(volume.volumeId())));
        if (creating(call, volume)) {
            return tagged.copy(copy -> copy.state(VolumeState.CREATING));
        }
        return volume.attachments().isEmpty()
                ? tagged
                : tagged.copy(copy -> copy.attachments(attachment(call, volume)));
    }

    /** The attachment of an attached volume as the API gives it now. */
    static VolumeAttachment attachment(Call call, Volume volume) {
        VolumeAttachment attachment = volume.attachments().get(0);
        boolean attaching = attachment.state() == VolumeAttachmentState.ATTACHED
                && call.now()
                        .isBefore(attachment
                                .attachTime()
                                .plus(call.region().ec2().timing().volume()));
        return attaching ? attachment.copy(copy -> copy.state(VolumeAttachmentState.ATTACHING)) : attachment;
    }

    static boolean creating(Call call, Volume volume) {
        return volume.attachments().isEmpty()
                && call.now()
                        .isBefore(volume.createTime()
                                .plus(call.region().ec2().timing().volume()));
    }
}
