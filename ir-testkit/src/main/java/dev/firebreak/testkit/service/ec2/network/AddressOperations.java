package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;

/** Elastic IP addresses. */
final class AddressOperations {
    private static final String TYPE = "elastic-ip";

    private AddressOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("AllocateAddress", AllocateAddressRequest::builder, AddressOperations::allocate)
                .on("ReleaseAddress", ReleaseAddressRequest::builder, AddressOperations::release)
                .on("AssociateAddress", AssociateAddressRequest::builder, AddressOperations::associate)
                .on("DisassociateAddress", DisassociateAddressRequest::builder, AddressOperations::disassociate)
                .on("DescribeAddresses", DescribeAddressesRequest::builder, AddressOperations::describe);
    }

    private static AllocateAddressResponse allocate(Call call, AllocateAddressRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Address address = Address.builder()
                .allocationId(call.world().ids().ec2("eipalloc"))
                .publicIp(call.world().publicAddresses().next())
                .domain(DomainType.VPC)
                .publicIpv4Pool("amazon")
                .networkBorderGroup(call.region().name())
                .build();
        call.region().ec2().addresses().put(address);
        Tagging.apply(call, request.tagSpecifications(), TYPE, address.allocationId());
        return AllocateAddressResponse.builder()
                .allocationId(address.allocationId())
                .publicIp(address.publicIp())
                .domain(address.domain())
                .publicIpv4Pool(address.publicIpv4Pool())
                .networkBorderGroup(address.networkBorderGroup())
                .build();
    }

    private static ReleaseAddressResponse release(Call call, ReleaseAddressRequest request) {
        Address address = Kind.ADDRESS.get(call, Refusals.required(request.allocationId(), "allocationId"));
        if (address.associationId() != null) {
            throw AwsError.of("InvalidIPAddress.InUse", "Address %s is in use.", address.publicIp());
        }
        call.region().ec2().addresses().remove(address.allocationId());
        call.region().ec2().tags().forget(address.allocationId());
        return ReleaseAddressResponse.builder().build();
    }

    private static AssociateAddressResponse associate(Call call, AssociateAddressRequest request) {
        Address address = request.allocationId() != null
                ? Kind.ADDRESS.get(call, request.allocationId())
                : byPublicIp(call, Refusals.required(request.publicIp(), "allocationId"));
        NetworkInterface eni = request.networkInterfaceId() != null
                ? Kind.INTERFACE.get(call, request.networkInterfaceId())
                : Interfaces.only(
                        call,
                        Kind.INSTANCE
                                .get(call, Refusals.required(request.instanceId(), "instanceId"))
                                .id());
        if (address.associationId() != null && Boolean.FALSE.equals(request.allowReassociation())) {
            throw AwsError.of(
                    "Resource.AlreadyAssociated",
                    "resource %s is already associated with associate-id %s",
                    address.allocationId(),
                    address.associationId());
        }
        checkManagedByCaller(call, address);
        checkConnected(call, eni);
        return AssociateAddressResponse.builder()
                .associationId(Addresses.associate(call, address, eni).associationId())
                .build();
    }

    private static DisassociateAddressResponse disassociate(Call call, DisassociateAddressRequest request) {
        Address address = request.associationId() == null
                ? byPublicIp(call, Refusals.required(request.publicIp(), "associationId"))
                : find(
                        call,
                        each -> request.associationId().equals(each.associationId()),
                        AwsError.of(
                                "InvalidAssociationID.NotFound",
                                "The association ID '%s' does not exist",
                                request.associationId()));
        checkManagedByCaller(call, address);
        Addresses.disassociate(call, address);
        return DisassociateAddressResponse.builder().build();
    }

    /** The addresses of NAT gateways and load balancers are theirs as long as they exist. */
    private static void checkManagedByCaller(Call call, Address address) {
        boolean managed = address.networkInterfaceId() != null
                && Boolean.TRUE.equals(
                        Kind.INTERFACE.get(call, address.networkInterfaceId()).requesterManaged());
        if (managed) {
            throw AwsError.of("AuthFailure", "You do not have permission to access the specified resource.");
        }
    }

    private static void checkConnected(Call call, NetworkInterface eni) {
        boolean connected = call.region().ec2().internetGateways().all().stream()
                .flatMap(gateway -> gateway.attachments().stream())
                .anyMatch(attachment -> eni.vpcId().equals(attachment.vpcId()));
        if (!connected) {
            throw AwsError.of("Gateway.NotAttached", "Network %s is not attached to any internet gateway", eni.vpcId());
        }
    }

    private static Address byPublicIp(Call call, String publicIp) {
        return find(
                call,
                each -> publicIp.equals(each.publicIp()),
                AwsError.of("InvalidAddress.NotFound", "Address '%s' not found.", publicIp));
    }

    private static Address find(Call call, Predicate<Address> wanted, AwsError refusal) {
        return call.region().ec2().addresses().all().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> refusal);
    }

    private static DescribeAddressesResponse describe(Call call, DescribeAddressesRequest request) {
        Ec2State state = call.region().ec2();
        request.publicIps().forEach(each -> byPublicIp(call, each));
        var filters = new Filters<>(call, Address::allocationId)
                .on("allocation-id", Address::allocationId)
                .on("association-id", Address::associationId)
                .on("domain", Address::domainAsString)
                .on("instance-id", Address::instanceId)
                .indexed("instance-id", id -> state.addresses().by(Ec2State.BY_INSTANCE, id))
                .on("network-interface-id", Address::networkInterfaceId)
                .indexed("network-interface-id", id -> state.addresses().by(Ec2State.BY_INTERFACE, id))
                .on("network-interface-owner-id", Address::networkInterfaceOwnerId)
                .on("network-border-group", Address::networkBorderGroup)
                .on("private-ip-address", Address::privateIpAddress)
                .on("public-ip", Address::publicIp);
        return DescribeAddressesResponse.builder()
                .addresses(filters.select(call, Kind.ADDRESS, request.allocationIds(), request.filters()).stream()
                        .filter(each -> request.publicIps().isEmpty()
                                || request.publicIps().contains(each.publicIp()))
                        .map(each -> each.copy(copy -> copy.tags(state.tags().list(each.allocationId()))))
                        .toList())
                .build();
    }
}
