package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.Ec2Instance;
import dev.firebreak.testkit.world.Ec2State;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.ImageTypeValues;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Machine images. */
final class ImageOperations {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private ImageOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateImage", CreateImageRequest::builder, ImageOperations::create)
                .on("DescribeImages", DescribeImagesRequest::builder, ImageOperations::describe)
                .on("DeregisterImage", DeregisterImageRequest::builder, ImageOperations::deregister);
    }

    /** Makes an image. Unless {@code NoReboot} is true, EC2 reboots a running instance for it (API_CreateImage). */
    private static CreateImageResponse create(Call call, CreateImageRequest request) {
        Tagging.check(request.tagSpecifications(), "image", "snapshot");
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        String name = Refusals.required(request.name(), "name");
        checkName(call, name);
        if (!instance.in(call.now(), InstanceStateName.RUNNING, InstanceStateName.STOPPED)) {
            throw Refusals.instanceState(
                    "The instance '%s' is not in the 'running' or 'stopped' states.", instance.id());
        }
        if (!Boolean.TRUE.equals(request.noReboot()) && instance.in(call.now(), InstanceStateName.RUNNING)) {
            instance.rebooted();
        }
        Image image = image(call, instance, request, name);
        call.region().ec2().images().put(image);
        Tagging.apply(call, request.tagSpecifications(), "image", image.imageId());
        return CreateImageResponse.builder().imageId(image.imageId()).build();
    }

    private static void checkName(Call call, String name) {
        if (!name.matches("[A-Za-z0-9()\\[\\] ./\\-'@_]{3,128}")) {
            throw AwsError.of(
                    "InvalidAMIName.Malformed",
                    "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'");
        }
        call.region().ec2().images().all().stream()
                .filter(image -> own(call, image) && image.name().equals(name))
                .findFirst()
                .ifPresent(other -> {
                    throw AwsError.of(
                            "InvalidAMIName.Duplicate",
                            "AMI name %s is already in use by AMI %s",
                            name,
                            other.imageId());
                });
    }

    private static Image image(Call call, Ec2Instance instance, CreateImageRequest request, String name) {
        String owner = call.account().id();
        return Image.builder()
                .imageId(call.world().ids().ec2("ami"))
                .name(name)
                .description(request.description())
                .ownerId(owner)
                .imageLocation(owner + "/" + name)
                .imageType(ImageTypeValues.MACHINE)
                .architecture(instance.launched().architectureAsString())
                .creationDate(DATE.format(call.now()))
                .state(ImageState.PENDING)
                .publicLaunchPermissions(false)
                .hypervisor("xen")
                .virtualizationType("hvm")
                .rootDeviceName(instance.launched().rootDeviceName())
                .rootDeviceType("ebs")
                .sourceInstanceId(instance.id())
                .sourceImageId(instance.launched().imageId())
                .blockDeviceMappings(snapshots(call, instance, request))
                .build();
    }

    private static List<BlockDeviceMapping> snapshots(Call call, Ec2Instance instance, CreateImageRequest request) {
        List<Volume> volumes = Volumes.of(call, instance);
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

    private static DeregisterImageResponse deregister(Call call, DeregisterImageRequest request) {
        Image image = Kind.IMAGE.get(call, Refusals.required(request.imageId(), "imageId"));
        if (!own(call, image)) {
            throw AwsError.of("AuthFailure", "Not authorized for image:%s", image.imageId());
        }
        Ec2State state = call.region().ec2();
        state.images().remove(image.imageId());
        state.tags().forget(image.imageId());
        if (Boolean.TRUE.equals(request.deleteAssociatedSnapshots())) {
            image.blockDeviceMappings()
                    .forEach(mapping ->
                            SnapshotOperations.remove(call, mapping.ebs().snapshotId()));
        }
        return DeregisterImageResponse.builder().returnValue(true).build();
    }

    private static DescribeImagesResponse describe(Call call, DescribeImagesRequest request) {
        var filters = new Filters<>(call, Image::imageId)
                .on("image-id", Image::imageId)
                .on("name", Image::name)
                .on("description", Image::description)
                .on("architecture", Image::architectureAsString)
                .on("creation-date", Image::creationDate)
                .on("owner-id", Image::ownerId)
                .on("owner-alias", Image::imageOwnerAlias)
                .on("image-type", Image::imageTypeAsString)
                .on("is-public", Image::publicLaunchPermissions)
                .on("hypervisor", Image::hypervisorAsString)
                .on("virtualization-type", Image::virtualizationTypeAsString)
                .on("root-device-name", Image::rootDeviceName)
                .on("root-device-type", Image::rootDeviceTypeAsString)
                .on("source-instance-id", Image::sourceInstanceId)
                .on("state", image -> Images.view(call, image).stateAsString())
                .onAny(
                        "block-device-mapping.snapshot-id",
                        image -> Lists.map(
                                image.blockDeviceMappings(),
                                mapping -> mapping.ebs().snapshotId()));
        var found = filters.select(call, Kind.IMAGE, request.imageIds(), request.filters());
        found.removeIf(image ->
                !request.owners().isEmpty() && request.owners().stream().noneMatch(owner -> owns(call, owner, image)));
        var page = Page.of(found, request.maxResults(), request.nextToken(), 1);
        return DescribeImagesResponse.builder()
                .images(page.map(image -> Images.view(call, image)))
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean owns(Call call, String owner, Image image) {
        return owner.equals("self")
                ? own(call, image)
                : owner.equals(image.ownerId()) || owner.equals(image.imageOwnerAlias());
    }

    private static boolean own(Call call, Image image) {
        return Objects.equals(image.ownerId(), call.account().id());
    }
}
