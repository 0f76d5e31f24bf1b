package dev.firebreak.testkit.service.ec2.image;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.ec2.storage.SnapshotCopies;
import dev.firebreak.testkit.service.ec2.storage.Snapshots;
import dev.firebreak.testkit.service.ec2.storage.Source;
import dev.firebreak.testkit.world.Region;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/** Copies of images with copies of their snapshots. */
final class ImageCopyOperations {
    private ImageCopyOperations() {}

    static void addTo(Operations operations) {
        operations.on("CopyImage", CopyImageRequest::builder, ImageCopyOperations::copy);
    }

    private static CopyImageResponse copy(Call call, CopyImageRequest request) {
        Tagging.check(request.tagSpecifications(), "image", "snapshot");
        String name = Refusals.required(request.name(), "name");
        String region = Refusals.required(request.sourceRegion(), "sourceRegion");
        Image source = Images.usable(call, region, Refusals.required(request.sourceImageId(), "sourceImageId"));
        ImageNames.check(call, name);
        if (source.state() != ImageState.AVAILABLE) {
            throw AwsError.of("InvalidAMIID.Unavailable", "The image ID '%s' is not available", source.imageId());
        }
        Image copy = ImageOperations.own(call, name)
                .description(request.description() == null ? source.description() : request.description())
                .architecture(source.architectureAsString())
                .state(ImageState.PENDING)
                .rootDeviceName(source.rootDeviceName())
                .sourceImageId(source.imageId())
                .sourceImageRegion(region)
                .blockDeviceMappings(devices(call, source, request))
                .build();
        call.region().ec2().images().put(made(call, copy));
        if (Boolean.TRUE.equals(request.copyImageTags()) && Images.isOwn(call, source)) {
            Tagging.put(call, copy.imageId(), source.tags());
        }
        Tagging.apply(call, request.tagSpecifications(), "image", copy.imageId());
        return CopyImageResponse.builder().imageId(copy.imageId()).build();
    }

    /** An image whose snapshots cannot be copied fails. */
    private static Image made(Call call, Image copy) {
        boolean failed = copy.blockDeviceMappings().stream()
                .filter(mapping -> mapping.ebs() != null && mapping.ebs().snapshotId() != null)
                .flatMap(mapping ->
                        call.region().ec2().snapshots().find(mapping.ebs().snapshotId()).stream())
                .anyMatch(snapshot -> snapshot.state() == SnapshotState.ERROR);
        return failed
                ? copy.copy(image -> image.state(ImageState.FAILED)
                        .stateReason(
                                reason -> reason.code("Client.InternalError").message("Client error")))
                : copy;
    }

    private static List<BlockDeviceMapping> devices(Call call, Image source, CopyImageRequest request) {
        var encryption = new SnapshotCopies.Encryption(Boolean.TRUE.equals(request.encrypted()), request.kmsKeyId());
        Region home =
                Images.home(call, request.sourceRegion(), source.imageId()).orElseThrow();
        Snapshots.checkRoomForCopies(call, source.blockDeviceMappings().size());
        var copies = new ArrayList<BlockDeviceMapping>();
        for (BlockDeviceMapping mapping : source.blockDeviceMappings()) {
            String snapshotId = mapping.ebs() == null ? null : mapping.ebs().snapshotId();
            if (snapshotId == null) {
                copies.add(mapping);
                continue;
            }
            Source from = Source.of(home, snapshotId).orElseGet(() -> ofPublicImage(home, mapping));
            SnapshotCopies.check(call, from, encryption);
            Snapshot copy = SnapshotCopies.make(
                    call,
                    from,
                    encryption,
                    "Copied for DestinationAmi from SourceAmi " + source.imageId() + " for SourceSnapshot "
                            + snapshotId);
            Tagging.apply(call, request.tagSpecifications(), "snapshot", copy.snapshotId());
            copies.add(mapping.copy(each -> each.ebs(
                    mapping.ebs().copy(ebs -> ebs.snapshotId(copy.snapshotId()).encrypted(copy.encrypted())))));
        }
        return copies;
    }

    private static Source ofPublicImage(Region home, BlockDeviceMapping mapping) {
        return new Source(
                home,
                Snapshot.builder()
                        .snapshotId(mapping.ebs().snapshotId())
                        .volumeSize(mapping.ebs().volumeSize())
                        .encrypted(false)
                        .build());
    }
}
