package dev.firebreak.testkit.service.ec2.image;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.storage.Sharing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** Lists images: own ones, public ones, and those that others share. */
final class ImageListing {
    private static final String SELF = "self";

    private final Call call;
    private final DescribeImagesRequest request;

    private ImageListing(Call call, DescribeImagesRequest request) {
        this.call = call;
        this.request = request;
    }

    static void addTo(Operations operations) {
        operations.on(
                "DescribeImages",
                DescribeImagesRequest::builder,
                (Call call, DescribeImagesRequest request) -> new ImageListing(call, request).describe());
    }

    private DescribeImagesResponse describe() {
        var found = filters().select(candidates(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 1);
        return DescribeImagesResponse.builder()
                .images(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private List<Image> candidates() {
        var images = new ArrayList<Image>();
        if (!request.imageIds().isEmpty()) {
            request.imageIds().forEach(id -> images.add(Images.usable(call, id)));
            return images;
        }
        call.region().ec2().images().all().forEach(image -> images.add(Images.view(call.region(), image)));
        Sharing.of(call.world())
                .receivedBy(call.account().id(), call.region().name(), "ami")
                .forEach(id -> images.add(Images.usable(call, id)));
        images.removeIf(this::hidden);
        return images;
    }

    /** Deprecated images of others, and disabled ones, are found by those who ask for them. */
    private boolean hidden(Image image) {
        boolean deprecated = image.deprecationTime() != null
                && !Instant.parse(image.deprecationTime()).isAfter(call.now());
        return (deprecated && !Images.isOwn(call, image) && !Boolean.TRUE.equals(request.includeDeprecated()))
                || (image.state() == ImageState.DISABLED && !Boolean.TRUE.equals(request.includeDisabled()));
    }

    private Filters<Image> filters() {
        return new Filters<>(call, Image::imageId)
                .only(image ->
                        request.owners().isEmpty() || request.owners().stream().anyMatch(owner -> owns(owner, image)))
                .only(image -> request.executableUsers().isEmpty()
                        || request.executableUsers().stream().anyMatch(user -> executes(user, image)))
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
                .on("source-image-id", Image::sourceImageId)
                .on("state", Image::stateAsString)
                .onAny(
                        "block-device-mapping.snapshot-id",
                        image -> Lists.map(
                                image.blockDeviceMappings(),
                                mapping -> mapping.ebs() == null
                                        ? null
                                        : mapping.ebs().snapshotId()));
    }

    private boolean owns(String owner, Image image) {
        return owner.equals(SELF)
                ? Images.isOwn(call, image)
                : owner.equals(image.ownerId()) || owner.equals(image.imageOwnerAlias());
    }

    private boolean executes(String user, Image image) {
        if (user.equals("all")) {
            return image.publicLaunchPermissions();
        }
        String account = user.equals(SELF) ? call.account().id() : user;
        return Sharing.of(call.world()).with(image.imageId()).contains(account);
    }
}
