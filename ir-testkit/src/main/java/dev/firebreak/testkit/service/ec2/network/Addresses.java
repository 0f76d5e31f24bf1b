package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2State;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;

/** Gives public addresses to interfaces and takes them away. */
public final class Addresses {
    private Addresses() {}

    /** Gives an interface a public address of Amazon's pool, which it loses when the instance stops. */
    public static void assignPublic(Call call, NetworkInterface eni) {
        String address = call.world().publicAddresses().next();
        Interfaces.setPublic(
                call,
                eni,
                NetworkInterfaceAssociation.builder()
                        .publicIp(address)
                        .publicDnsName(dnsName(call, address))
                        .ipOwnerId("amazon")
                        .build());
    }

    /** Takes away a public address that is of Amazon's pool. */
    public static void releasePublic(Call call, NetworkInterface eni) {
        if (eni.association() != null && eni.association().allocationId() == null) {
            Interfaces.setPublic(call, eni, null);
        }
    }

    public static String dnsName(Call call, String address) {
        return "ec2-" + address.replace('.', '-') + "." + call.region().name() + ".compute.amazonaws.com";
    }

    /** Associates an Elastic IP with an interface, in the place of any public address that the interface has. */
    public static Address associate(Call call, Address address, NetworkInterface eni) {
        disassociate(call, address);
        disassociateAll(call, eni.networkInterfaceId());
        String id = call.world().ids().ec2("eipassoc");
        Address associated = address.copy(copy -> copy.associationId(id)
                .networkInterfaceId(eni.networkInterfaceId())
                .networkInterfaceOwnerId(call.account().id())
                .privateIpAddress(eni.privateIpAddress())
                .instanceId(eni.attachment() == null ? null : eni.attachment().instanceId()));
        call.region().ec2().addresses().put(associated);
        Interfaces.setPublic(
                call,
                eni,
                NetworkInterfaceAssociation.builder()
                        .allocationId(address.allocationId())
                        .associationId(id)
                        .publicIp(address.publicIp())
                        .publicDnsName(dnsName(call, address.publicIp()))
                        .ipOwnerId(call.account().id())
                        .build());
        return associated;
    }

    /** Disassociates an Elastic IP; the interface has no public address afterwards. */
    public static void disassociate(Call call, Address address) {
        if (address.associationId() == null) {
            return;
        }
        Ec2State state = call.region().ec2();
        state.addresses()
                .put(address.copy(copy -> copy.associationId(null)
                        .networkInterfaceId(null)
                        .networkInterfaceOwnerId(null)
                        .privateIpAddress(null)
                        .instanceId(null)));
        state.interfaces().find(address.networkInterfaceId()).ifPresent(eni -> Interfaces.setPublic(call, eni, null));
    }

    public static void disassociateAll(Call call, String interfaceId) {
        call.region()
                .ec2()
                .addresses()
                .by(Ec2State.BY_INTERFACE, interfaceId)
                .forEach(each -> disassociate(call, each));
    }

    /** Follows an interface that was attached or detached: its Elastic IP moves along. */
    public static void moved(Call call, String interfaceId) {
        Ec2State state = call.region().ec2();
        NetworkInterface eni = state.interfaces().find(interfaceId).orElseThrow();
        String instanceId = eni.attachment() == null ? null : eni.attachment().instanceId();
        state.addresses()
                .by(Ec2State.BY_INTERFACE, interfaceId)
                .forEach(each -> state.addresses().put(each.copy(copy -> copy.instanceId(instanceId))));
    }
}
