package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.AttachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DetachNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceIpv6Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;

/** Network interfaces; their attributes are {@link InterfaceAttributeOperations}. */
final class InterfaceOperations {
    private static final String TYPE = "network-interface";

    private InterfaceOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateNetworkInterface", CreateNetworkInterfaceRequest::builder, InterfaceOperations::create)
                .on("DeleteNetworkInterface", DeleteNetworkInterfaceRequest::builder, InterfaceOperations::delete)
                .on("AttachNetworkInterface", AttachNetworkInterfaceRequest::builder, InterfaceOperations::attach)
                .on("DetachNetworkInterface", DetachNetworkInterfaceRequest::builder, InterfaceOperations::detach)
                .on(
                        "DescribeNetworkInterfaces",
                        DescribeNetworkInterfacesRequest::builder,
                        InterfaceOperations::describe);
    }

    private static CreateNetworkInterfaceResponse create(Call call, CreateNetworkInterfaceRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        return CreateNetworkInterfaceResponse.builder()
                .networkInterface(view(call, Interfaces.make(call, request)))
                .build();
    }

    private static DeleteNetworkInterfaceResponse delete(Call call, DeleteNetworkInterfaceRequest request) {
        NetworkInterface eni =
                Kind.INTERFACE.get(call, Refusals.required(request.networkInterfaceId(), "networkInterfaceId"));
        if (eni.attachment() != null) {
            throw Refusals.value("Network interface '%s' is currently in use.", eni.networkInterfaceId());
        }
        Interfaces.delete(call, eni);
        return DeleteNetworkInterfaceResponse.builder().build();
    }

    private static AttachNetworkInterfaceResponse attach(Call call, AttachNetworkInterfaceRequest request) {
        NetworkInterface eni =
                Kind.INTERFACE.get(call, Refusals.required(request.networkInterfaceId(), "networkInterfaceId"));
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        int device = Refusals.required(request.deviceIndex(), "deviceIndex");
        checkAttachable(call, eni, instance, device);
        NetworkInterface attached = Interfaces.attach(
                call,
                eni,
                instance,
                NetworkInterfaceAttachment.builder()
                        .deviceIndex(device)
                        .deleteOnTermination(false)
                        .build());
        Addresses.moved(call, eni.networkInterfaceId());
        return AttachNetworkInterfaceResponse.builder()
                .attachmentId(attached.attachment().attachmentId())
                .networkCardIndex(0)
                .build();
    }

    private static void checkAttachable(Call call, NetworkInterface eni, Ec2Instance instance, int device) {
        if (eni.attachment() != null) {
            throw AwsError.of("InvalidNetworkInterface.InUse", "Interface: [%s] in use.", eni.networkInterfaceId());
        }
        if (!instance.in(call.now(), InstanceStateName.RUNNING, InstanceStateName.STOPPED)) {
            throw Refusals.instanceState(
                    "The instance '%s' is not in the 'running' or 'stopped' states.", instance.id());
        }
        if (!instance.launched().placement().availabilityZone().equals(eni.availabilityZone())) {
            throw Refusals.combination(
                    "You may not attach a network interface to an instance if they are not in the same availability zone");
        }
        if (Interfaces.of(call, instance.id()).stream()
                .anyMatch(other -> other.attachment().deviceIndex() == device)) {
            throw Refusals.value(
                    "Instance '%s' already has an interface attached at device index '%d'.", instance.id(), device);
        }
    }

    private static DetachNetworkInterfaceResponse detach(Call call, DetachNetworkInterfaceRequest request) {
        String id = Refusals.required(request.attachmentId(), "attachmentId");
        NetworkInterface eni = call.region().ec2().interfaces().by(Ec2State.BY_ATTACHMENT, id).stream()
                .findFirst()
                .orElseThrow(
                        () -> AwsError.of("InvalidAttachmentID.NotFound", "The attachment '%s' does not exist", id));
        if (Boolean.TRUE.equals(eni.requesterManaged())) {
            throw AwsError.of("OperationNotPermitted", "You are not allowed to manage 'ela-attach' attachments.");
        }
        if (eni.attachment().deviceIndex() == 0) {
            throw AwsError.of("OperationNotPermitted", "The network interface at device index 0 cannot be detached.");
        }
        Interfaces.detach(call, eni);
        return DetachNetworkInterfaceResponse.builder().build();
    }

    private static DescribeNetworkInterfacesResponse describe(Call call, DescribeNetworkInterfacesRequest request) {
        var found = filters(call).select(call, Kind.INTERFACE, request.networkInterfaceIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(page.map(eni -> view(call, eni)))
                .nextToken(page.nextToken())
                .build();
    }

    private static Filters<NetworkInterface> filters(Call call) {
        var table = call.region().ec2().interfaces();
        return new Filters<>(call, NetworkInterface::networkInterfaceId)
                .on("network-interface-id", NetworkInterface::networkInterfaceId)
                .indexed("network-interface-id", id -> table.find(id).stream().toList())
                .on("subnet-id", NetworkInterface::subnetId)
                .on("vpc-id", NetworkInterface::vpcId)
                .on("availability-zone", NetworkInterface::availabilityZone)
                .on("description", NetworkInterface::description)
                .on("status", NetworkInterface::statusAsString)
                .on("interface-type", NetworkInterface::interfaceTypeAsString)
                .on("mac-address", NetworkInterface::macAddress)
                .on("owner-id", NetworkInterface::ownerId)
                .on("private-ip-address", NetworkInterface::privateIpAddress)
                .on("private-dns-name", NetworkInterface::privateDnsName)
                .on("requester-managed", NetworkInterface::requesterManaged)
                .on("requester-id", NetworkInterface::requesterId)
                .on("attachment.instance-owner-id", attachment(NetworkInterfaceAttachment::instanceOwnerId))
                .on("source-dest-check", NetworkInterface::sourceDestCheck)
                .onAny("group-id", eni -> Lists.map(eni.groups(), GroupIdentifier::groupId))
                .indexed("group-id", id -> table.by(Ec2State.BY_GROUP, id))
                .onAny("group-name", eni -> Lists.map(eni.groups(), GroupIdentifier::groupName))
                .onAny(
                        "ipv6-addresses.ipv6-address",
                        eni -> Lists.map(eni.ipv6Addresses(), NetworkInterfaceIpv6Address::ipv6Address))
                .onAny(
                        "addresses.private-ip-address",
                        eni -> Lists.map(eni.privateIpAddresses(), NetworkInterfacePrivateIpAddress::privateIpAddress))
                .on("association.public-ip", association(NetworkInterfaceAssociation::publicIp))
                .on("association.allocation-id", association(NetworkInterfaceAssociation::allocationId))
                .on("association.association-id", association(NetworkInterfaceAssociation::associationId))
                .on("attachment.instance-id", attachment(NetworkInterfaceAttachment::instanceId))
                .indexed("attachment.instance-id", id -> table.by(Ec2State.BY_INSTANCE, id))
                .on("attachment.attachment-id", attachment(NetworkInterfaceAttachment::attachmentId))
                .on("attachment.device-index", attachment(NetworkInterfaceAttachment::deviceIndex))
                .on("attachment.status", attachment(NetworkInterfaceAttachment::statusAsString))
                .on("attachment.delete-on-termination", attachment(NetworkInterfaceAttachment::deleteOnTermination));
    }

    private static <V> Function<NetworkInterface, @Nullable V> attachment(
            Function<NetworkInterfaceAttachment, @Nullable V> value) {
        return eni -> eni.attachment() == null ? null : value.apply(eni.attachment());
    }

    private static <V> Function<NetworkInterface, @Nullable V> association(
            Function<NetworkInterfaceAssociation, @Nullable V> value) {
        return eni -> eni.association() == null ? null : value.apply(eni.association());
    }

    /** The interface as the API gives it. */
    static NetworkInterface view(Call call, NetworkInterface eni) {
        return eni.copy(copy -> copy.tagSet(call.region().ec2().tags().list(eni.networkInterfaceId())));
    }

    static List<String> groupIds(NetworkInterface eni) {
        return eni.groups().stream().map(GroupIdentifier::groupId).toList();
    }
}
