package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.firewall.SecurityGroups;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** The interfaces that a launch asks for, checked before the launch. */
public final class LaunchInterfaces {
    private final Call call;
    private final RunInstancesRequest request;
    private final List<InstanceNetworkInterfaceSpecification> specifications;
    private final Subnet subnet;

    public LaunchInterfaces(Call call, RunInstancesRequest request) {
        this.call = call;
        this.request = request;
        this.specifications =
                request.networkInterfaces().isEmpty() ? List.of(fromInstanceLevel(call, request)) : checked(request);
        this.subnet = subnetOf(specifications.get(0));
        specifications.forEach(this::check);
        long fresh = specifications.stream()
                .filter(each -> each.networkInterfaceId() == null)
                .count();
        Interfaces.checkQuota(call, fresh * request.maxCount());
    }

    /** The Availability Zone of the primary interface. */
    public String zone() {
        return subnet.availabilityZone();
    }

    /** Whether the primary interface gets a public address: as asked for, or as the subnet says. */
    public boolean publicAddress() {
        Boolean asked = specifications.get(0).associatePublicIpAddress();
        return specifications.get(0).networkInterfaceId() == null
                && (asked == null ? specifications.size() == 1 && subnet.mapPublicIpOnLaunch() : asked);
    }

    /** Makes the interfaces and attaches them; answers the primary one. */
    public NetworkInterface attachTo(Ec2Instance instance) {
        for (InstanceNetworkInterfaceSpecification specification : specifications) {
            boolean existing = specification.networkInterfaceId() != null;
            NetworkInterface eni = existing
                    ? Kind.INTERFACE.get(call, specification.networkInterfaceId())
                    : Interfaces.make(call, creation(specification));
            Boolean delete = specification.deleteOnTermination();
            NetworkInterfaceAttachment attachment = NetworkInterfaceAttachment.builder()
                    .deviceIndex(specification.deviceIndex())
                    .deleteOnTermination(delete == null ? !existing : delete)
                    .build();
            Interfaces.attach(call, eni, instance, attachment);
            Addresses.moved(call, eni.networkInterfaceId());
        }
        NetworkInterface primary = Interfaces.of(call, instance.id()).get(0);
        if (publicAddress()) {
            Addresses.assignPublic(call, primary);
        }
        return primary;
    }

    private static InstanceNetworkInterfaceSpecification fromInstanceLevel(Call call, RunInstancesRequest request) {
        Subnet subnet = Networks.subnet(
                call,
                request.subnetId(),
                request.placement() == null ? null : request.placement().availabilityZone());
        var groups = new ArrayList<>(request.securityGroupIds());
        request.securityGroups()
                .forEach(name ->
                        groups.add(SecurityGroups.byIdOrName(call, null, name).id()));
        return InstanceNetworkInterfaceSpecification.builder()
                .deviceIndex(0)
                .subnetId(subnet.subnetId())
                .groups(groups)
                .privateIpAddress(request.privateIpAddress())
                .ipv6AddressCount(request.ipv6AddressCount())
                .ipv6Addresses(request.ipv6Addresses())
                .build();
    }

    private static List<InstanceNetworkInterfaceSpecification> checked(RunInstancesRequest request) {
        if (request.subnetId() != null) {
            throw Refusals.combination(
                    "Network interfaces and an instance-level subnet ID may not be specified on the same request");
        }
        if (!request.securityGroupIds().isEmpty() || !request.securityGroups().isEmpty()) {
            throw Refusals.combination(
                    "Network interfaces and an instance-level security groups may not be specified on the same request");
        }
        var sorted = new ArrayList<>(request.networkInterfaces());
        sorted.forEach(each -> Refusals.required(each.deviceIndex(), "NetworkInterface.DeviceIndex"));
        sorted.sort(Comparator.comparing(InstanceNetworkInterfaceSpecification::deviceIndex));
        long distinct = sorted.stream()
                .map(InstanceNetworkInterfaceSpecification::deviceIndex)
                .distinct()
                .count();
        if (sorted.get(0).deviceIndex() != 0 || distinct != sorted.size()) {
            throw Refusals.value("Each network interface requires a unique device index, and one must be 0.");
        }
        if (sorted.size() > 1
                && sorted.stream().anyMatch(each -> Boolean.TRUE.equals(each.associatePublicIpAddress()))) {
            throw Refusals.combination(
                    "The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.");
        }
        return sorted;
    }

    private Subnet subnetOf(InstanceNetworkInterfaceSpecification specification) {
        String existing = specification.networkInterfaceId();
        @Nullable
        String id = existing == null
                ? specification.subnetId()
                : Kind.INTERFACE.get(call, existing).subnetId();
        return Networks.subnet(call, id, null);
    }

    private void check(InstanceNetworkInterfaceSpecification specification) {
        Subnet own = subnetOf(specification);
        if (!own.availabilityZone().equals(subnet.availabilityZone())) {
            throw Refusals.combination("The network interfaces must be in the same availability zone.");
        }
        if (specification.networkInterfaceId() == null) {
            Interfaces.groups(call, own, specification.groups());
            return;
        }
        if (Kind.INTERFACE.get(call, specification.networkInterfaceId()).attachment() != null) {
            throw AwsError.of(
                    "InvalidNetworkInterface.InUse", "Interface: [%s] in use.", specification.networkInterfaceId());
        }
    }

    private CreateNetworkInterfaceRequest creation(InstanceNetworkInterfaceSpecification specification) {
        return CreateNetworkInterfaceRequest.builder()
                .subnetId(subnetOf(specification).subnetId())
                .groups(specification.groups())
                .description(specification.description())
                .privateIpAddress(specification.privateIpAddress())
                .privateIpAddresses(specification.privateIpAddresses())
                .secondaryPrivateIpAddressCount(specification.secondaryPrivateIpAddressCount())
                .ipv6AddressCount(specification.ipv6AddressCount())
                .ipv6Addresses(specification.ipv6Addresses())
                .tagSpecifications(request.tagSpecifications().stream()
                        .filter(tags -> tags.resourceType() == ResourceType.NETWORK_INTERFACE)
                        .toList())
                .build();
    }
}
