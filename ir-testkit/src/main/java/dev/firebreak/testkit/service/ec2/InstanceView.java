package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.network.Interfaces;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** Writes an instance as the API gives it, put together from all that belongs to it. */
final class InstanceView {
    private InstanceView() {}

    static Instance of(Call call, Ec2Instance instance) {
        Ec2State state = call.region().ec2();
        List<NetworkInterface> interfaces = Interfaces.of(call, instance.id());
        return instance.launched().copy(copy -> {
            copy.state(instance.apiState(call.now()))
                    .tags(state.tags().list(instance.id()))
                    .iamInstanceProfile(profile(state, instance.id()))
                    .blockDeviceMappings(volumes(state, instance.id()))
                    .networkInterfaces(interfaces.stream()
                            .map(InstanceView::networkInterface)
                            .toList());
            if (!interfaces.isEmpty()) {
                primary(copy, interfaces.get(0));
            }
        });
    }

    private static void primary(Instance.Builder instance, NetworkInterface eni) {
        instance.subnetId(eni.subnetId())
                .vpcId(eni.vpcId())
                .privateIpAddress(eni.privateIpAddress())
                .privateDnsName(eni.privateDnsName())
                .sourceDestCheck(eni.sourceDestCheck())
                .securityGroups(eni.groups());
        if (eni.association() != null) {
            instance.publicIpAddress(eni.association().publicIp())
                    .publicDnsName(eni.association().publicDnsName());
        }
        if (!eni.ipv6Addresses().isEmpty()) {
            instance.ipv6Address(eni.ipv6Addresses().get(0).ipv6Address());
        }
    }

    private static @Nullable IamInstanceProfile profile(Ec2State state, String instanceId) {
        return state.profileAssociation(instanceId)
                .map(association -> IamInstanceProfile.builder()
                        .arn(association.profile().arn())
                        .id(association.profile().id())
                        .build())
                .orElse(null);
    }

    private static List<InstanceBlockDeviceMapping> volumes(Ec2State state, String instanceId) {
        return state.volumes().by(Ec2State.BY_INSTANCE, instanceId).stream()
                .map(volume -> mapping(volume.attachments().get(0)))
                .toList();
    }

    private static InstanceBlockDeviceMapping mapping(VolumeAttachment attachment) {
        return InstanceBlockDeviceMapping.builder()
                .deviceName(attachment.device())
                .ebs(ebs -> ebs.volumeId(attachment.volumeId())
                        .attachTime(attachment.attachTime())
                        .deleteOnTermination(attachment.deleteOnTermination())
                        .status("attached"))
                .build();
    }

    private static InstanceNetworkInterface networkInterface(NetworkInterface eni) {
        var attachment = eni.attachment();
        return InstanceNetworkInterface.builder()
                .networkInterfaceId(eni.networkInterfaceId())
                .subnetId(eni.subnetId())
                .vpcId(eni.vpcId())
                .description(eni.description())
                .ownerId(eni.ownerId())
                .status(eni.statusAsString())
                .macAddress(eni.macAddress())
                .interfaceType(eni.interfaceTypeAsString())
                .sourceDestCheck(eni.sourceDestCheck())
                .groups(eni.groups())
                .privateIpAddress(eni.privateIpAddress())
                .privateDnsName(eni.privateDnsName())
                .privateIpAddresses(eni.privateIpAddresses().stream()
                        .map(InstanceView::privateAddress)
                        .toList())
                .ipv6Addresses(eni.ipv6Addresses().stream()
                        .map(each -> InstanceIpv6Address.builder()
                                .ipv6Address(each.ipv6Address())
                                .build())
                        .toList())
                .association(association(eni.association()))
                .attachment(copy -> copy.attachmentId(attachment.attachmentId())
                        .attachTime(attachment.attachTime())
                        .deleteOnTermination(attachment.deleteOnTermination())
                        .deviceIndex(attachment.deviceIndex())
                        .networkCardIndex(attachment.networkCardIndex())
                        .status(attachment.statusAsString()))
                .build();
    }

    private static InstancePrivateIpAddress privateAddress(NetworkInterfacePrivateIpAddress address) {
        return InstancePrivateIpAddress.builder()
                .primary(address.primary())
                .privateIpAddress(address.privateIpAddress())
                .privateDnsName(address.privateDnsName())
                .association(association(address.association()))
                .build();
    }

    private static @Nullable InstanceNetworkInterfaceAssociation association(
            @Nullable NetworkInterfaceAssociation association) {
        return association == null
                ? null
                : InstanceNetworkInterfaceAssociation.builder()
                        .publicIp(association.publicIp())
                        .publicDnsName(association.publicDnsName())
                        .ipOwnerId(association.ipOwnerId())
                        .build();
    }
}
