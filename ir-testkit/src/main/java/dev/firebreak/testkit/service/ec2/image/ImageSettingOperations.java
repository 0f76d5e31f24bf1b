package dev.firebreak.testkit.service.ec2.image;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Refusals;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.DisableImageBlockPublicAccessRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageBlockPublicAccessResponse;
import software.amazon.awssdk.services.ec2.model.DisableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageDeprecationResponse;
import software.amazon.awssdk.services.ec2.model.DisableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.DisableImageRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageBlockPublicAccessRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageBlockPublicAccessResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageResponse;
import software.amazon.awssdk.services.ec2.model.GetImageBlockPublicAccessStateRequest;
import software.amazon.awssdk.services.ec2.model.GetImageBlockPublicAccessStateResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

/** Deprecating, disabling and protecting images, and blocking their public sharing. */
final class ImageSettingOperations {
    private ImageSettingOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("EnableImageDeprecation", EnableImageDeprecationRequest::builder, ImageSettingOperations::deprecate)
                .on(
                        "DisableImageDeprecation",
                        DisableImageDeprecationRequest::builder,
                        ImageSettingOperations::undeprecate)
                .on("DisableImage", DisableImageRequest::builder, ImageSettingOperations::disable)
                .on("EnableImage", EnableImageRequest::builder, ImageSettingOperations::enable)
                .on(
                        "EnableImageDeregistrationProtection",
                        EnableImageDeregistrationProtectionRequest::builder,
                        ImageSettingOperations::protect)
                .on(
                        "DisableImageDeregistrationProtection",
                        DisableImageDeregistrationProtectionRequest::builder,
                        ImageSettingOperations::unprotect)
                .on(
                        "EnableImageBlockPublicAccess",
                        EnableImageBlockPublicAccessRequest::builder,
                        ImageSettingOperations::block)
                .on(
                        "DisableImageBlockPublicAccess",
                        DisableImageBlockPublicAccessRequest::builder,
                        ImageSettingOperations::unblock)
                .on(
                        "GetImageBlockPublicAccessState",
                        GetImageBlockPublicAccessStateRequest::builder,
                        ImageSettingOperations::blocked);
    }

    private static void change(Call call, String imageId, Consumer<Image.Builder> change) {
        Image image = Images.own(call, Refusals.required(imageId, "ImageId"));
        var images = call.region().ec2().images();
        images.find(image.imageId()).ifPresent(stored -> images.put(stored.copy(change)));
    }

    private static EnableImageDeprecationResponse deprecate(Call call, EnableImageDeprecationRequest request) {
        Instant at = Refusals.required(request.deprecateAt(), "DeprecateAt");
        if (at.isBefore(call.now())) {
            throw Refusals.value("The deprecation date '%s' must be in the future.", at);
        }
        // EC2 rounds the seconds to the nearest minute.
        Instant minute = at.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
        change(call, request.imageId(), copy -> copy.deprecationTime(Images.date(minute)));
        return EnableImageDeprecationResponse.builder().returnValue(true).build();
    }

    private static DisableImageDeprecationResponse undeprecate(Call call, DisableImageDeprecationRequest request) {
        change(call, request.imageId(), copy -> copy.deprecationTime(null));
        return DisableImageDeprecationResponse.builder().returnValue(true).build();
    }

    private static DisableImageResponse disable(Call call, DisableImageRequest request) {
        change(call, request.imageId(), copy -> copy.state(ImageState.DISABLED));
        return DisableImageResponse.builder().returnValue(true).build();
    }

    private static EnableImageResponse enable(Call call, EnableImageRequest request) {
        change(call, request.imageId(), copy -> copy.state(ImageState.AVAILABLE));
        return EnableImageResponse.builder().returnValue(true).build();
    }

    private static EnableImageDeregistrationProtectionResponse protect(
            Call call, EnableImageDeregistrationProtectionRequest request) {
        String value =
                Boolean.TRUE.equals(request.withCooldown()) ? "enabled-with-cooldown" : "enabled-without-cooldown";
        change(call, request.imageId(), copy -> copy.deregistrationProtection(value));
        return EnableImageDeregistrationProtectionResponse.builder()
                .returnValue(value)
                .build();
    }

    private static DisableImageDeregistrationProtectionResponse unprotect(
            Call call, DisableImageDeregistrationProtectionRequest request) {
        change(call, request.imageId(), copy -> copy.deregistrationProtection("disabled"));
        return DisableImageDeregistrationProtectionResponse.builder()
                .returnValue("disabled")
                .build();
    }

    private static EnableImageBlockPublicAccessResponse block(Call call, EnableImageBlockPublicAccessRequest request) {
        String state = Refusals.required(request.imageBlockPublicAccessStateAsString(), "ImageBlockPublicAccessState");
        if (!state.equals(ImageSettings.BLOCKED)) {
            throw Refusals.value("Invalid value '%s' for ImageBlockPublicAccessState.", state);
        }
        ImageSettings.of(call).block(state);
        return EnableImageBlockPublicAccessResponse.builder()
                .imageBlockPublicAccessState(state)
                .build();
    }

    private static DisableImageBlockPublicAccessResponse unblock(
            Call call, DisableImageBlockPublicAccessRequest request) {
        ImageSettings.of(call).block(ImageSettings.UNBLOCKED);
        return DisableImageBlockPublicAccessResponse.builder()
                .imageBlockPublicAccessState(ImageSettings.UNBLOCKED)
                .build();
    }

    private static GetImageBlockPublicAccessStateResponse blocked(
            Call call, GetImageBlockPublicAccessStateRequest request) {
        return GetImageBlockPublicAccessStateResponse.builder()
                .imageBlockPublicAccessState(ImageSettings.of(call).block())
                .managedBy("account")
                .build();
    }
}
