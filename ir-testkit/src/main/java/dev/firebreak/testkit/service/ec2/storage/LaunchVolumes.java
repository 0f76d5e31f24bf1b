package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The volumes that a launch asks for, those of the image, changed and added to by the request, checked before the launch. */
public final class LaunchVolumes {
    private final Map<String, EbsBlockDevice> devices = new LinkedHashMap<>();
    private final Map<String, Source> sources = new HashMap<>();
    private final List<TagSpecification> tags;

    /** Checks what a request asks for, or refuses it; the image lies in {@code home}. */
    public LaunchVolumes(Call call, Region home, Image image, RunInstancesRequest request) {
        this.tags = request.tagSpecifications();
        image.blockDeviceMappings().stream()
                .filter(mapping -> mapping.ebs() != null)
                .forEach(mapping -> devices.put(mapping.deviceName(), mapping.ebs()));
        for (BlockDeviceMapping mapping : request.blockDeviceMappings()) {
            if (mapping.noDevice() != null) {
                devices.remove(mapping.deviceName());
            } else if (mapping.ebs() != null) {
                devices.merge(mapping.deviceName(), mapping.ebs(), LaunchVolumes::overlay);
            }
        }
        for (EbsBlockDevice ebs : devices.values()) {
            find(call, home, image, ebs).ifPresent(source -> sources.put(ebs.snapshotId(), source));
            NewVolume.check(call, ebs, source(ebs));
        }
    }

    /** Whoever may launch an image may read its snapshots. */
    private static Optional<Source> find(Call call, Region home, Image image, EbsBlockDevice ebs) {
        String id = ebs.snapshotId();
        if (id == null) {
            return Optional.empty();
        }
        boolean ofImage = image.blockDeviceMappings().stream()
                .anyMatch(mapping ->
                        mapping.ebs() != null && id.equals(mapping.ebs().snapshotId()));
        return ofImage ? Source.of(home, id) : Optional.of(Source.get(call, id).completed());
    }

    private static EbsBlockDevice overlay(EbsBlockDevice image, EbsBlockDevice request) {
        return image.copy(copy -> {
            if (request.snapshotId() != null) {
                copy.snapshotId(request.snapshotId());
            }
            if (request.volumeSize() != null) {
                copy.volumeSize(request.volumeSize());
            }
            if (request.volumeType() != null) {
                copy.volumeType(request.volumeTypeAsString()).iops(null).throughput(null);
            }
            if (request.iops() != null) {
                copy.iops(request.iops());
            }
            if (request.throughput() != null) {
                copy.throughput(request.throughput());
            }
            if (request.deleteOnTermination() != null) {
                copy.deleteOnTermination(request.deleteOnTermination());
            }
            if (request.encrypted() != null) {
                copy.encrypted(request.encrypted());
            }
            copy.kmsKeyId(request.kmsKeyId());
        });
    }

    /** Whether EBS can use the keys that the volumes would be encrypted with. */
    public boolean encryptable(Call call) {
        return devices.values().stream()
                .allMatch(ebs -> EbsKeys.problem(call, NewVolume.key(call, ebs, source(ebs)), source(ebs))
                        .isEmpty());
    }

    Map<String, EbsBlockDevice> devices() {
        return devices;
    }

    List<TagSpecification> tags() {
        return tags;
    }

    Optional<Source> source(EbsBlockDevice ebs) {
        return Optional.ofNullable(ebs.snapshotId()).map(sources::get);
    }
}
