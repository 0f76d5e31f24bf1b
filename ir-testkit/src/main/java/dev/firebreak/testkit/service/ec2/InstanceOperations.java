package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.network.Interfaces;
import dev.firebreak.testkit.world.Ec2Instance;
import dev.firebreak.testkit.world.Ec2State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Reading instances: description, status and console output. */
final class InstanceOperations {
    private static final int LEAST_PAGE = 5;

    private InstanceOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DescribeInstances", DescribeInstancesRequest::builder, InstanceOperations::describe)
                .on("DescribeInstanceStatus", DescribeInstanceStatusRequest::builder, InstanceOperations::status)
                .on("GetConsoleOutput", GetConsoleOutputRequest::builder, InstanceOperations::consoleOutput);
    }

    private static DescribeInstancesResponse describe(Call call, DescribeInstancesRequest request) {
        checkPaging(request.instanceIds(), request.maxResults());
        var found = filters(call).select(call, Kind.INSTANCE, request.instanceIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), LEAST_PAGE);
        return DescribeInstancesResponse.builder()
                .reservations(reservations(call, page.items()))
                .nextToken(page.nextToken())
                .build();
    }

    private static void checkPaging(List<String> ids, @Nullable Integer maxResults) {
        if (!ids.isEmpty() && maxResults != null) {
            throw Refusals.combination("The parameter instancesSet cannot be used with the parameter maxResults");
        }
    }

    static List<Reservation> reservations(Call call, List<Ec2Instance> instances) {
        Map<String, List<Instance>> byReservation = new LinkedHashMap<>();
        instances.forEach(instance -> byReservation
                .computeIfAbsent(instance.reservationId(), made -> new ArrayList<>())
                .add(InstanceView.of(call, instance)));
        var reservations = new ArrayList<Reservation>();
        byReservation.forEach((id, launched) -> reservations.add(Reservation.builder()
                .reservationId(id)
                .ownerId(call.account().id())
                .instances(launched)
                .build()));
        return reservations;
    }

    private static Filters<Ec2Instance> filters(Call call) {
        Ec2State state = call.region().ec2();
        var filters = new Filters<>(call, Ec2Instance::id)
                .on("instance-id", Ec2Instance::id)
                .indexed(
                        "instance-id", id -> state.instances().find(id).stream().toList())
                .on("reservation-id", Ec2Instance::reservationId)
                .on("instance-state-name", instance -> instance.state(call.now()))
                .on(
                        "instance-state-code",
                        instance -> instance.apiState(call.now()).code())
                .on("image-id", launched(Instance::imageId))
                .on("instance-type", launched(Instance::instanceTypeAsString))
                .on("key-name", launched(Instance::keyName))
                .on("architecture", launched(Instance::architectureAsString))
                .on("client-token", launched(Instance::clientToken))
                .on("launch-time", launched(Instance::launchTime))
                .on("root-device-name", launched(Instance::rootDeviceName))
                .on("root-device-type", launched(Instance::rootDeviceTypeAsString))
                .on(
                        "metadata-options.http-tokens",
                        instance -> instance.launched().metadataOptions().httpTokensAsString())
                .on(
                        "availability-zone",
                        instance -> instance.launched().placement().availabilityZone())
                .on("owner-id", instance -> call.account().id());
        return addNetwork(call, filters);
    }

    private static Filters<Ec2Instance> addNetwork(Call call, Filters<Ec2Instance> filters) {
        Ec2State state = call.region().ec2();
        return filters.on("vpc-id", launched(Instance::vpcId))
                .on("subnet-id", launched(Instance::subnetId))
                .on("private-ip-address", view(call, Instance::privateIpAddress))
                .on("private-dns-name", view(call, Instance::privateDnsName))
                .on("ip-address", view(call, Instance::publicIpAddress))
                .on("dns-name", view(call, Instance::publicDnsName))
                .on(
                        "iam-instance-profile.arn",
                        instance -> state.profileAssociation(instance.id())
                                .map(association -> association.profile().arn())
                                .orElse(null))
                .on(
                        "iam-instance-profile.id",
                        instance -> state.profileAssociation(instance.id())
                                .map(association -> association.profile().id())
                                .orElse(null))
                .onAny("instance.group-id", instance -> groups(call, instance, true, GroupIdentifier::groupId))
                .onAny("instance.group-name", instance -> groups(call, instance, true, GroupIdentifier::groupName))
                .onAny(
                        "network-interface.group-id",
                        instance -> groups(call, instance, false, GroupIdentifier::groupId))
                .onAny(
                        "network-interface.network-interface-id",
                        instance -> Lists.map(Interfaces.of(call, instance.id()), eni -> eni.networkInterfaceId()))
                .onAny(
                        "network-interface.subnet-id",
                        instance -> Lists.map(Interfaces.of(call, instance.id()), eni -> eni.subnetId()))
                .onAny(
                        "block-device-mapping.volume-id",
                        instance ->
                                Lists.map(state.volumes().by(Ec2State.BY_INSTANCE, instance.id()), Volume::volumeId));
    }

    private static List<@Nullable String> groups(
            Call call, Ec2Instance instance, boolean primaryOnly, Function<GroupIdentifier, String> value) {
        return Interfaces.of(call, instance.id()).stream()
                .limit(primaryOnly ? 1 : Long.MAX_VALUE)
                .flatMap(eni -> eni.groups().stream())
                .<@Nullable String>map(value)
                .toList();
    }

    private static <V> Function<Ec2Instance, @Nullable V> launched(Function<Instance, @Nullable V> value) {
        return instance -> value.apply(instance.launched());
    }

    private static <V> Function<Ec2Instance, @Nullable V> view(Call call, Function<Instance, @Nullable V> value) {
        return instance -> value.apply(InstanceView.of(call, instance));
    }

    private static DescribeInstanceStatusResponse status(Call call, DescribeInstanceStatusRequest request) {
        checkPaging(request.instanceIds(), request.maxResults());
        var filters = new Filters<>(call, Ec2Instance::id)
                .on("instance-state-name", instance -> instance.state(call.now()))
                .on(
                        "instance-state-code",
                        instance -> instance.apiState(call.now()).code())
                .on(
                        "availability-zone",
                        instance -> instance.launched().placement().availabilityZone());
        var found = filters.select(call, Kind.INSTANCE, request.instanceIds(), request.filters());
        if (!Boolean.TRUE.equals(request.includeAllInstances())) {
            found.removeIf(instance -> !instance.in(call.now(), InstanceStateName.RUNNING));
        }
        var page = Page.of(found, request.maxResults(), request.nextToken(), LEAST_PAGE);
        return DescribeInstanceStatusResponse.builder()
                .instanceStatuses(page.map(instance -> statusOf(call, instance)))
                .nextToken(page.nextToken())
                .build();
    }

    private static InstanceStatus statusOf(Call call, Ec2Instance instance) {
        boolean running = instance.in(call.now(), InstanceStateName.RUNNING);
        InstanceStatusSummary summary = InstanceStatusSummary.builder()
                .status(running ? SummaryStatus.OK : SummaryStatus.NOT_APPLICABLE)
                .build();
        return InstanceStatus.builder()
                .instanceId(instance.id())
                .availabilityZone(instance.launched().placement().availabilityZone())
                .instanceState(instance.apiState(call.now()))
                .instanceStatus(summary)
                .systemStatus(summary)
                .build();
    }

    private static GetConsoleOutputResponse consoleOutput(Call call, GetConsoleOutputRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        byte[] text = instance.consoleOutput().getBytes(StandardCharsets.UTF_8);
        return GetConsoleOutputResponse.builder()
                .instanceId(instance.id())
                .timestamp(call.now())
                .output(text.length == 0 ? null : Base64.getEncoder().encodeToString(text))
                .build();
    }
}
