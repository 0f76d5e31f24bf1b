package dev.firebreak.testkit.service.ec2.storage;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeModificationState;

/** Growing volumes and changing their type and speed; the clock takes a modification from one state to the next. */
final class VolumeModificationOperations {
    private static final Duration OPTIMIZING = Duration.ofMinutes(5);
    private static final int MOST_A_DAY = 4;

    private VolumeModificationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("ModifyVolume", ModifyVolumeRequest::builder, VolumeModificationOperations::modify)
                .on(
                        "DescribeVolumesModifications",
                        DescribeVolumesModificationsRequest::builder,
                        VolumeModificationOperations::describe);
    }

    private static ModifyVolumeResponse modify(Call call, ModifyVolumeRequest request) {
        Volume volume = Kind.VOLUME.get(call, Refusals.required(request.volumeId(), "volumeId"));
        List<VolumeModification> earlier = StorageState.of(call).modifications(volume.volumeId());
        checkRate(call, volume, earlier);
        VolumeRules.Wanted wanted = wanted(volume, request);
        if (wanted.size() < volume.size()) {
            throw Refusals.value("New size cannot be smaller than existing size");
        }
        VolumeRules.check(wanted);
        Volume changed = volume.copy(copy -> copy.size(wanted.size())
                .volumeType(wanted.type())
                .iops(VolumeRules.iops(wanted))
                .throughput(VolumeRules.throughput(wanted)));
        VolumeModification modification = modification(call, volume, changed);
        earlier.add(modification);
        apply(call, changed);
        return ModifyVolumeResponse.builder()
                .volumeModification(modification.copy(copy -> copy.modificationState(VolumeModificationState.MODIFYING)
                        .progress(0L)))
                .build();
    }

    private static void checkRate(Call call, Volume volume, List<VolumeModification> earlier) {
        for (VolumeModification modification : earlier) {
            var state = view(call, modification).modificationState();
            if (state != VolumeModificationState.COMPLETED) {
                throw AwsError.of(
                        "IncorrectModificationState",
                        "Volume %s is in the modification state '%s' and cannot be modified.",
                        volume.volumeId(),
                        state);
            }
        }
        Instant dayAgo = call.now().minus(Duration.ofDays(1));
        if (earlier.stream().filter(each -> each.startTime().isAfter(dayAgo)).count() >= MOST_A_DAY) {
            throw AwsError.of(
                    "VolumeModificationRateExceeded",
                    "You've reached the maximum modification rate per volume limit. A volume can be modified up to %d times in 24 hours.",
                    MOST_A_DAY);
        }
    }

    private static VolumeRules.Wanted wanted(Volume volume, ModifyVolumeRequest request) {
        String type = request.volumeTypeAsString() == null ? volume.volumeTypeAsString() : request.volumeTypeAsString();
        int size = request.size() == null ? volume.size() : request.size();
        boolean sameType = type.equals(volume.volumeTypeAsString());
        boolean keepsIops = sameType && !type.equals("gp2") && request.iops() == null;
        boolean keepsThroughput = sameType && request.throughput() == null;
        return new VolumeRules.Wanted(
                type,
                size,
                keepsIops ? volume.iops() : request.iops(),
                keepsThroughput ? volume.throughput() : request.throughput());
    }

    private static VolumeModification modification(Call call, Volume from, Volume to) {
        return VolumeModification.builder()
                .volumeId(from.volumeId())
                .modificationState(VolumeModificationState.MODIFYING)
                .startTime(call.now())
                .originalSize(from.size())
                .originalVolumeType(from.volumeType())
                .originalIops(from.iops())
                .originalThroughput(from.throughput())
                .originalMultiAttachEnabled(from.multiAttachEnabled())
                .targetSize(to.size())
                .targetVolumeType(to.volumeType())
                .targetIops(to.iops())
                .targetThroughput(to.throughput())
                .targetMultiAttachEnabled(to.multiAttachEnabled())
                .build();
    }

    /** The volume is as it shall be when it is no longer {@code modifying}. */
    private static void apply(Call call, Volume changed) {
        Ec2State state = call.region().ec2();
        Runnable change = () -> state.volumes()
                .find(changed.volumeId())
                .ifPresent(now -> state.volumes()
                        .put(now.copy(copy -> copy.size(changed.size())
                                .volumeType(changed.volumeType())
                                .iops(changed.iops())
                                .throughput(changed.throughput()))));
        if (state.timing().volume().isZero()) {
            change.run();
        } else {
            state.later(call.now().plus(state.timing().volume()), change);
        }
    }

    private static VolumeModification view(Call call, VolumeModification modification) {
        Instant modified =
                modification.startTime().plus(call.region().ec2().timing().volume());
        Instant end = modified.plus(OPTIMIZING);
        if (call.now().isBefore(modified)) {
            return modification.copy(copy -> copy.progress(0L));
        }
        if (call.now().isBefore(end)) {
            long progress = Duration.between(modified, call.now()).toMillis() * 100 / OPTIMIZING.toMillis();
            return modification.copy(copy ->
                    copy.modificationState(VolumeModificationState.OPTIMIZING).progress(progress));
        }
        return modification.copy(copy -> copy.modificationState(VolumeModificationState.COMPLETED)
                .progress(100L)
                .endTime(end));
    }

    private static DescribeVolumesModificationsResponse describe(
            Call call, DescribeVolumesModificationsRequest request) {
        var all = StorageState.of(call).modifications();
        var newest = new ArrayList<VolumeModification>();
        all.forEach((id, each) -> {
            boolean asked = request.volumeIds().isEmpty() || request.volumeIds().contains(id);
            if (asked && !each.isEmpty()) {
                newest.add(view(call, each.get(each.size() - 1)));
            }
        });
        for (String id : request.volumeIds()) {
            Kind.VOLUME.get(call, id);
            if (all.getOrDefault(id, List.of()).isEmpty()) {
                throw AwsError.of(
                        "InvalidVolumeModification.NotFound", "Modification for volume '%s' does not exist.", id);
            }
        }
        var filters = new Filters<>(call, VolumeModification::volumeId)
                .on("volume-id", VolumeModification::volumeId)
                .on("modification-state", VolumeModification::modificationStateAsString)
                .on("target-size", VolumeModification::targetSize)
                .on("target-volume-type", VolumeModification::targetVolumeTypeAsString)
                .on("start-time", VolumeModification::startTime);
        var page = Page.of(filters.select(newest, request.filters()), request.maxResults(), request.nextToken(), 5);
        return DescribeVolumesModificationsResponse.builder()
                .volumesModifications(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
