package dev.firebreak.testkit.service.ec2.image;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.storage.EbsDefaults;
import dev.firebreak.testkit.service.ec2.storage.Receivers;
import dev.firebreak.testkit.service.ec2.storage.Sharing;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.LaunchPermission;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ResetImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ResetImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Who may launch an image, and its description. */
final class ImageSharingOperations {
    private static final String PERMISSION = "launchPermission";

    private ImageSharingOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("ModifyImageAttribute", ModifyImageAttributeRequest::builder, ImageSharingOperations::modify)
                .on("ResetImageAttribute", ResetImageAttributeRequest::builder, ImageSharingOperations::reset)
                .on("DescribeImageAttribute", DescribeImageAttributeRequest::builder, ImageSharingOperations::describe);
    }

    private static ModifyImageAttributeResponse modify(Call call, ModifyImageAttributeRequest request) {
        Image image = Images.own(call, Refusals.required(request.imageId(), "imageId"));
        Receivers added = receivers(request, "add");
        Receivers removed = receivers(request, "remove");
        String description =
                request.description() == null ? null : request.description().value();
        if (added.isEmpty() && removed.isEmpty() && description == null) {
            throw Refusals.combination("No attributes specified.");
        }
        if (!added.isEmpty()) {
            checkShareable(call, image, added);
        }
        if (description != null) {
            var images = call.region().ec2().images();
            images.find(image.imageId())
                    .ifPresent(stored -> images.put(stored.copy(copy -> copy.description(description))));
        }
        Set<String> with = new TreeSet<>(Sharing.of(call.world()).with(image.imageId()));
        with.addAll(added.all());
        with.removeAll(removed.all());
        Sharing.of(call.world()).set(call, image.imageId(), with);
        return ModifyImageAttributeResponse.builder().build();
    }

    private static Receivers receivers(ModifyImageAttributeRequest request, String operation) {
        var receivers = new Receivers();
        var permission = request.launchPermission();
        if (permission != null) {
            (operation.equals("add") ? permission.add() : permission.remove())
                    .forEach(each -> receivers.add(each.userId(), each.groupAsString()));
        }
        if (operation.equals(request.operationTypeAsString())) {
            request.userIds().forEach(receivers::addUser);
            request.userGroups().forEach(receivers::addGroup);
        }
        return receivers;
    }

    private static void checkShareable(Call call, Image image, Receivers added) {
        if (snapshots(call, image).anyMatch(each -> EbsDefaults.isManaged(call, each.kmsKeyId()))) {
            throw AwsError.of(
                    "InvalidParameter",
                    "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another snapshot.");
        }
        if (!added.everybody()) {
            return;
        }
        if (snapshots(call, image).anyMatch(each -> Boolean.TRUE.equals(each.encrypted()))) {
            throw AwsError.of("InvalidParameter", "Images with encrypted snapshots cannot be shared publicly");
        }
        if (!ImageSettings.of(call).block().equals(ImageSettings.UNBLOCKED)) {
            throw AwsError.of(
                    "OperationNotPermitted",
                    "You can't publicly share this image because block public access for AMIs is enabled for this account");
        }
    }

    private static Stream<Snapshot> snapshots(Call call, Image image) {
        return image.blockDeviceMappings().stream()
                .filter(mapping -> mapping.ebs() != null)
                .map(mapping -> mapping.ebs().snapshotId())
                .filter(Objects::nonNull)
                .flatMap(id -> call.region().ec2().snapshots().find(id).stream());
    }

    private static ResetImageAttributeResponse reset(Call call, ResetImageAttributeRequest request) {
        Image image = Images.own(call, Refusals.required(request.imageId(), "imageId"));
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        if (!attribute.equals(PERMISSION)) {
            throw Refusals.value("Invalid value '%s' for attribute.", attribute);
        }
        Sharing.of(call.world()).set(call, image.imageId(), List.of());
        return ResetImageAttributeResponse.builder().build();
    }

    private static DescribeImageAttributeResponse describe(Call call, DescribeImageAttributeRequest request) {
        Image image = Images.own(call, Refusals.required(request.imageId(), "imageId"));
        var answer = DescribeImageAttributeResponse.builder().imageId(image.imageId());
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        switch (attribute) {
            case PERMISSION ->
                answer.launchPermissions(Sharing.of(call.world()).with(image.imageId()).stream()
                        .map(ImageSharingOperations::permission)
                        .toList());
            case "description" -> answer.description(value -> value.value(image.description()));
            case "blockDeviceMapping" -> answer.blockDeviceMappings(image.blockDeviceMappings());
            case "productCodes" -> {
                // No image comes from the marketplace.
            }
            default -> throw Refusals.value("Invalid value '%s' for attribute.", attribute);
        }
        return answer.build();
    }

    private static LaunchPermission permission(String receiver) {
        var permission = LaunchPermission.builder();
        return (receiver.equals("all") ? permission.group(receiver) : permission.userId(receiver)).build();
    }
}
