package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.network.Ipv6;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.AssignIpv6AddressesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UnassignIpv6AddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignIpv6AddressesResponse;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesRequest;
import software.amazon.awssdk.services.ec2.model.UnassignPrivateIpAddressesResponse;

/** More addresses of network interfaces: private IPv4 ones, and IPv6. */
final class AddressAssignmentOperations {
    private AddressAssignmentOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "UnassignPrivateIpAddresses",
                        UnassignPrivateIpAddressesRequest::builder,
                        AddressAssignmentOperations::unassignIpv4)
                .on("AssignIpv6Addresses", AssignIpv6AddressesRequest::builder, AddressAssignmentOperations::assignIpv6)
                .on(
                        "UnassignIpv6Addresses",
                        UnassignIpv6AddressesRequest::builder,
                        AddressAssignmentOperations::unassignIpv6);
    }

    private static UnassignPrivateIpAddressesResponse unassignIpv4(
            Call call, UnassignPrivateIpAddressesRequest request) {
        NetworkInterface eni = find(call, request.networkInterfaceId());
        List<String> wanted = Refusals.required(request.privateIpAddresses(), "privateIpAddress");
        if (wanted.contains(eni.privateIpAddress())) {
            throw Refusals.value("The primary IP address of an interface cannot be unassigned");
        }
        List<NetworkInterfacePrivateIpAddress> kept = eni.privateIpAddresses().stream()
                .filter(each -> !wanted.contains(each.privateIpAddress()))
                .toList();
        if (kept.size() + wanted.size() != eni.privateIpAddresses().size()) {
            throw Refusals.value(
                    "Some of the specified addresses are not assigned to interface %s", eni.networkInterfaceId());
        }
        wanted.forEach(address -> call.region().ec2().addressPool().release(eni.subnetId(), address));
        Interfaces.put(call, eni.copy(copy -> copy.privateIpAddresses(kept)));
        return UnassignPrivateIpAddressesResponse.builder().build();
    }

    private static AssignIpv6AddressesResponse assignIpv6(Call call, AssignIpv6AddressesRequest request) {
        NetworkInterface eni = find(call, request.networkInterfaceId());
        Subnet subnet = Kind.SUBNET.get(call, eni.subnetId());
        String range = Networks.ipv6Range(subnet);
        if (range == null) {
            throw Refusals.value("The subnet '%s' has no IPv6 CIDR blocks associated with it.", subnet.subnetId());
        }
        var pool = call.region().ec2().addressPool();
        var added = new ArrayList<String>();
        for (String address : request.ipv6Addresses()) {
            String canonical = canonical(address);
            if (!Ipv6.range(range).contains(canonical)) {
                throw Refusals.value("Address does not fall within the subnet's address range");
            }
            if (!pool.claim(subnet.subnetId(), canonical)) {
                throw AwsError.of("InvalidIPAddress.InUse", "Address %s is in use.", canonical);
            }
            added.add(canonical);
        }
        int count = request.ipv6AddressCount() == null ? 0 : request.ipv6AddressCount();
        for (int made = 0; made < count; made++) {
            added.add(pool.takeIpv6(subnet.subnetId(), range));
        }
        Refusals.required(added, "Ipv6AddressCount");
        var all = new ArrayList<>(eni.ipv6Addresses());
        added.forEach(address -> all.add(
                NetworkInterfaceIpv6Address.builder().ipv6Address(address).build()));
        Interfaces.put(call, eni.copy(copy -> copy.ipv6Addresses(all)));
        return AssignIpv6AddressesResponse.builder()
                .networkInterfaceId(eni.networkInterfaceId())
                .assignedIpv6Addresses(added)
                .build();
    }

    private static String canonical(String address) {
        try {
            return Ipv6.canonical(address);
        } catch (IllegalArgumentException malformed) {
            throw Refusals.value("Invalid IPv6 address: %s", address);
        }
    }

    private static UnassignIpv6AddressesResponse unassignIpv6(Call call, UnassignIpv6AddressesRequest request) {
        NetworkInterface eni = find(call, request.networkInterfaceId());
        List<String> wanted = Refusals.required(request.ipv6Addresses(), "Ipv6Addresses").stream()
                .map(AddressAssignmentOperations::canonical)
                .toList();
        List<NetworkInterfaceIpv6Address> kept = eni.ipv6Addresses().stream()
                .filter(each -> !wanted.contains(canonical(each.ipv6Address())))
                .toList();
        if (kept.size() + wanted.size() != eni.ipv6Addresses().size()) {
            throw Refusals.value(
                    "Some of the specified addresses are not assigned to interface %s", eni.networkInterfaceId());
        }
        eni.ipv6Addresses().stream()
                .filter(each -> !kept.contains(each))
                .forEach(each -> call.region().ec2().addressPool().release(eni.subnetId(), each.ipv6Address()));
        Interfaces.put(call, eni.copy(copy -> copy.ipv6Addresses(kept)));
        return UnassignIpv6AddressesResponse.builder()
                .networkInterfaceId(eni.networkInterfaceId())
                .unassignedIpv6Addresses(wanted)
                .build();
    }

    private static NetworkInterface find(Call call, @Nullable String id) {
        NetworkInterface eni = Kind.INTERFACE.get(call, Refusals.required(id, "networkInterfaceId"));
        if (Boolean.TRUE.equals(eni.requesterManaged())) {
            throw AwsError.of("AuthFailure", "You do not have permission to access the specified resource.");
        }
        return eni;
    }
}
