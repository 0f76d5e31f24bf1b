package dev.firebreak.testkit.service.ec2.image;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.storage.Sharing;
import dev.firebreak.testkit.world.Region;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** Finds and reads images, which the clock makes available: own ones, public ones, and those that other accounts share. */
public final class Images {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Images() {}

    /** Adds the operations on images. */
    public static void addTo(Operations operations) {
        ImageOperations.addTo(operations);
        ImageListing.addTo(operations);
        ImageCopyOperations.addTo(operations);
        ImageSharingOperations.addTo(operations);
        ImageSettingOperations.addTo(operations);
    }

    /** The image with this id, of whomever, as it is now, or EC2's refusal. */
    public static Image usable(Call call, String id) {
        return usable(call, call.region().name(), id);
    }

    /** The image with this id in a Region, as it is now, or EC2's refusal. */
    static Image usable(Call call, String region, String id) {
        if (!Kind.IMAGE.wellFormed(id)) {
            throw Kind.IMAGE.malformed().of(id);
        }
        return home(call, region, id)
                .flatMap(home -> home.ec2().images().find(id).map(image -> view(home, image)))
                .orElseThrow(() -> Kind.IMAGE.missing().of(id));
    }

    /** The own image with this id, or EC2's refusal. */
    static Image own(Call call, String id) {
        Image image = usable(call, id);
        if (!isOwn(call, image)) {
            throw AwsError.of("AuthFailure", "Not authorized for image:%s", id);
        }
        return image;
    }

    /** Where an image lies that may be used in the Region of a call. */
    public static Region home(Call call, Image image) {
        return home(call, call.region().name(), image.imageId()).orElse(call.region());
    }

    static Optional<Region> home(Call call, String region, String id) {
        Region own = call.account().region(region);
        return own.ec2().images().contains(id)
                ? Optional.of(own)
                : Sharing.of(call.world()).home(call.world(), id, call.account().id(), region);
    }

    static boolean isOwn(Call call, Image image) {
        return Objects.equals(image.ownerId(), call.account().id());
    }

    /** The image as the API gives it now. */
    static Image view(Region home, Image image) {
        boolean shown = Sharing.of(home.world()).isPublic(image.imageId());
        Image tagged = image.copy(copy -> copy.tags(home.ec2().tags().list(image.imageId()))
                .publicLaunchPermissions(shown || Boolean.TRUE.equals(image.publicLaunchPermissions())));
        if (image.state() != ImageState.PENDING) {
            return tagged;
        }
        Instant available =
                Instant.parse(image.creationDate()).plus(home.ec2().timing().image());
        return home.world().now().isBefore(available) ? tagged : tagged.copy(copy -> copy.state(ImageState.AVAILABLE));
    }

    /** A time as images give it. */
    static String date(Instant time) {
        return DATE.format(time);
    }
}
