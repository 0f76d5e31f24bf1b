package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import java.time.Instant;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** Reads images, which the clock makes available. */
final class Images {
    private Images() {}

    /** The image as the API gives it now. */
    static Image view(Call call, Image image) {
        Image tagged = image.copy(copy -> copy.tags(call.region().ec2().tags().list(image.imageId())));
        if (image.state() != ImageState.PENDING) {
            return tagged;
        }
        Instant available = Instant.parse(image.creationDate())
                .plus(call.region().ec2().timing().image());
        return call.now().isBefore(available) ? tagged : tagged.copy(copy -> copy.state(ImageState.AVAILABLE));
    }
}
