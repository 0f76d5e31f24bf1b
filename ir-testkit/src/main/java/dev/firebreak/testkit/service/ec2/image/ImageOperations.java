package dev.firebreak.testkit.service.ec2.image;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.ec2.storage.Sharing;
import dev.firebreak.testkit.service.ec2.storage.Snapshots;
import dev.firebreak.testkit.service.ec2.storage.Source;
import dev.firebreak.testkit.service.ec2.storage.Volumes;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Making and deregistering machine images. */
final class ImageOperations {
    private ImageOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateImage", CreateImageRequest::builder, ImageOperations::create)
                .on("RegisterImage", RegisterImageRequest::builder, ImageOperations::register)
                .on("DeregisterImage", DeregisterImageRequest::builder, ImageOperations::deregister);
    }

    /** Makes an image. Unless {@code NoReboot} is true, EC2 reboots a running instance for it (API_CreateImage). */
    private static CreateImageResponse create(Call call, CreateImageRequest request) {
        Tagging.check(request.tagSpecifications(), "image", "snapshot");
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        String name = Refusals.required(request.name(), "name");
        ImageNames.check(call, name);
        if (!instance.in(call.now(), InstanceStateName.RUNNING, InstanceStateName.STOPPED)) {
            throw Refusals.instanceState(
                    "The instance '%s' is not in the 'running' or 'stopped' states.", instance.id());
        }
        List<BlockDeviceMapping> devices = snapshots(call, instance, request);
        if (!Boolean.TRUE.equals(request.noReboot()) && instance.in(call.now(), InstanceStateName.RUNNING)) {
            instance.rebooted(call.now());
        }
        Image image = own(call, name)
                .description(request.description())
                .architecture(instance.launched().architectureAsString())
                .state(ImageState.PENDING)
                .rootDeviceName(instance.launched().rootDeviceName())
                .sourceInstanceId(instance.id())
                .sourceImageId(instance.launched().imageId())
                .sourceImageRegion(call.region().name())
                .blockDeviceMappings(devices)
                .build();
        call.region().ec2().images().put(image);
        Tagging.apply(call, request.tagSpecifications(), "image", image.imageId());
        return CreateImageResponse.builder().imageId(image.imageId()).build();
    }

    /** A new image of the caller's. */
    static Image.Builder own(Call call, String name) {
        String owner = call.account().id();
        return Image.builder()
                .imageId(call.world().ids().ec2("ami"))
                .name(name)
                .ownerId(owner)
                .imageLocation(owner + "/" + name)
                .imageType(ImageTypeValues.MACHINE)
                .creationDate(Images.date(call.now()))
                .publicLaunchPermissions(false)
                .hypervisor("xen")
                .virtualizationType("hvm")
                .enaSupport(true)
                .platformDetails("Linux/UNIX")
                .usageOperation("RunInstances")
                .rootDeviceType("ebs");
    }

    private static List<BlockDeviceMapping> snapshots(Call call, Ec2Instance instance, CreateImageRequest request) {
        List<Volume> volumes = new ArrayList<>(Volumes.of(call, instance));
        List<String> left = request.blockDeviceMappings().stream()
                .filter(mapping -> mapping.noDevice() != null)
                .map(BlockDeviceMapping::deviceName)
                .toList();
        volumes.removeIf(volume -> left.contains(volume.attachments().get(0).device()));
        volumes.forEach(volume -> Snapshots.checkRoom(call, volume));
        var mappings = new ArrayList<BlockDeviceMapping>();
        for (Volume volume : volumes) {
            Snapshot snapshot = Snapshots.make(call, volume, "Created by CreateImage(" + instance.id() + ")");
            Tagging.apply(call, request.tagSpecifications(), "snapshot", snapshot.snapshotId());
            var attachment = volume.attachments().get(0);
            mappings.add(BlockDeviceMapping.builder()
                    .deviceName(attachment.device())
                    .ebs(ebs -> ebs.snapshotId(snapshot.snapshotId())
                            .volumeSize(volume.size())
                            .volumeType(volume.volumeTypeAsString())
                            .encrypted(volume.encrypted())
                            .deleteOnTermination(attachment.deleteOnTermination()))
                    .build());
        }
        return mappings;
    }

    private static RegisterImageResponse register(Call call, RegisterImageRequest request) {
        Tagging.check(request.tagSpecifications(), "image");
        String name = Refusals.required(request.name(), "Name");
        ImageNames.check(call, name);
        String root = Refusals.required(request.rootDeviceName(), "RootDeviceName");
        Image image = own(call, name)
                .description(request.description())
                .architecture(request.architecture() == null ? "x86_64" : request.architectureAsString())
                .state(ImageState.AVAILABLE)
                .rootDeviceName(root)
                .blockDeviceMappings(request.blockDeviceMappings().stream()
                        .map(mapping -> registered(call, mapping))
                        .toList())
                .build();
        if (image.blockDeviceMappings().stream()
                .noneMatch(mapping -> mapping.deviceName().equals(root))) {
            throw AwsError.of(
                    "InvalidBlockDeviceMapping", "The root device %s is not in the block device mapping", root);
        }
        call.region().ec2().images().put(image);
        Tagging.apply(call, request.tagSpecifications(), "image", image.imageId());
        return RegisterImageResponse.builder().imageId(image.imageId()).build();
    }

    private static BlockDeviceMapping registered(Call call, BlockDeviceMapping mapping) {
        if (mapping.ebs() == null || mapping.ebs().snapshotId() == null) {
            return mapping;
        }
        Snapshot snapshot =
                Source.get(call, mapping.ebs().snapshotId()).completed().snapshot();
        var ebs = mapping.ebs();
        return mapping.copy(copy -> copy.ebs(ebs.copy(each -> each.encrypted(snapshot.encrypted())
                .volumeSize(ebs.volumeSize() == null ? snapshot.volumeSize() : ebs.volumeSize())
                .volumeType(ebs.volumeType() == null ? "gp2" : ebs.volumeTypeAsString())
                .deleteOnTermination(ebs.deleteOnTermination() == null || ebs.deleteOnTermination()))));
    }

    private static DeregisterImageResponse deregister(Call call, DeregisterImageRequest request) {
        Image image = Images.own(call, Refusals.required(request.imageId(), "imageId"));
        String protection = image.deregistrationProtection();
        if (protection != null && protection.startsWith("enabled")) {
            throw AwsError.of(
                    "OperationNotPermitted",
                    "The image '%s' is protected from deregistration. Disable the protection and try again.",
                    image.imageId());
        }
        Ec2State state = call.region().ec2();
        state.images().remove(image.imageId());
        state.tags().forget(image.imageId());
        Sharing.of(call.world()).set(call, image.imageId(), List.of());
        if (Boolean.TRUE.equals(request.deleteAssociatedSnapshots())) {
            image.blockDeviceMappings().stream()
                    .filter(mapping -> mapping.ebs() != null)
                    .map(mapping -> mapping.ebs().snapshotId())
                    .filter(id -> id != null && state.snapshots().contains(id))
                    .forEach(id -> Snapshots.delete(call, id));
        }
        return DeregisterImageResponse.builder().returnValue(true).build();
    }
}
