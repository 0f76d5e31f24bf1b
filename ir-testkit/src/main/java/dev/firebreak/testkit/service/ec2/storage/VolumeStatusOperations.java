package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeStatusDetails;
import software.amazon.awssdk.services.ec2.model.VolumeStatusItem;

/** The status of volumes, which are all well here, and their attributes. */
final class VolumeStatusOperations {
    private VolumeStatusOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DescribeVolumeStatus", DescribeVolumeStatusRequest::builder, VolumeStatusOperations::status)
                .on(
                        "DescribeVolumeAttribute",
                        DescribeVolumeAttributeRequest::builder,
                        VolumeStatusOperations::attribute)
                .on("ModifyVolumeAttribute", ModifyVolumeAttributeRequest::builder, VolumeStatusOperations::modify);
    }

    private static DescribeVolumeStatusResponse status(Call call, DescribeVolumeStatusRequest request) {
        var filters = new Filters<>(call, Volume::volumeId)
                .on("availability-zone", Volume::availabilityZone)
                .on("volume-status.status", volume -> "ok")
                .on("volume-status.details-name", volume -> "io-enabled")
                .on("volume-status.details-status", volume -> "passed");
        var query = new Page.Query(request.volumeIds(), request.filters(), request.maxResults(), request.nextToken());
        var page = filters.page(call, Kind.VOLUME, query.atLeast(5));
        return DescribeVolumeStatusResponse.builder()
                .volumeStatuses(page.map(VolumeStatusOperations::item))
                .nextToken(page.nextToken())
                .build();
    }

    private static VolumeStatusItem item(Volume volume) {
        return VolumeStatusItem.builder()
                .volumeId(volume.volumeId())
                .availabilityZone(volume.availabilityZone())
                .volumeStatus(status -> status.status("ok")
                        .details(detail("io-enabled", "passed"), detail("io-performance", "not-applicable")))
                .build();
    }

    private static VolumeStatusDetails detail(String name, String status) {
        return VolumeStatusDetails.builder().name(name).status(status).build();
    }

    private static DescribeVolumeAttributeResponse attribute(Call call, DescribeVolumeAttributeRequest request) {
        Volume volume = Kind.VOLUME.get(call, Refusals.required(request.volumeId(), "volumeId"));
        var answer = DescribeVolumeAttributeResponse.builder().volumeId(volume.volumeId());
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        switch (attribute) {
            case "autoEnableIO" ->
                answer.autoEnableIO(value ->
                        value.value(StorageState.of(call).autoEnabledIo().contains(volume.volumeId())));
            case "productCodes" -> {
                // No volume comes from the marketplace.
            }
            default -> throw Refusals.value("Invalid value '%s' for attribute.", attribute);
        }
        return answer.build();
    }

    private static ModifyVolumeAttributeResponse modify(Call call, ModifyVolumeAttributeRequest request) {
        Volume volume = Kind.VOLUME.get(call, Refusals.required(request.volumeId(), "volumeId"));
        Boolean enable =
                Refusals.required(request.autoEnableIO(), "AutoEnableIO").value();
        if (Boolean.TRUE.equals(enable)) {
            StorageState.of(call).autoEnabledIo().add(volume.volumeId());
        } else {
            StorageState.of(call).autoEnabledIo().remove(volume.volumeId());
        }
        return ModifyVolumeAttributeResponse.builder().build();
    }
}
