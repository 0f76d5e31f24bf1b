package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;

/** The interfaces that AWS services have in the subnets of their customers, who can see them but not change them. */
public final class ServiceInterfaces {
    private ServiceInterfaces() {}

    /**
     * Makes an interface of an AWS service.
     *
     * @param type its type, such as {@code vpc_endpoint}
     * @param owner who it is attached to, such as {@code amazon-elb}
     */
    public static NetworkInterface make(Call call, CreateNetworkInterfaceRequest request, String type, String owner) {
        NetworkInterface made = Interfaces.make(call, request);
        NetworkInterface eni = made.copy(copy -> copy.requesterManaged(true)
                .requesterId(owner)
                .interfaceType(type)
                .status(NetworkInterfaceStatus.IN_USE)
                .sourceDestCheck(!type.equals("nat_gateway"))
                .attachment(attachment -> attachment
                        .attachmentId(call.world().ids().ec2("ela-attach"))
                        .attachTime(call.now())
                        .instanceOwnerId(owner)
                        .deviceIndex(1)
                        .deleteOnTermination(false)
                        .status("attached")));
        Interfaces.put(call, eni);
        return eni;
    }

    /** Puts these groups in the place of those of an interface, as its service does. */
    public static void setGroups(Call call, String interfaceId, List<String> groupIds) {
        Interfaces.setGroups(call, Kind.INTERFACE.get(call, interfaceId), groupIds);
    }

    /** Deletes an interface, if it is still there. */
    public static void delete(Call call, String interfaceId) {
        call.region().ec2().interfaces().find(interfaceId).ifPresent(eni -> Interfaces.delete(call, eni));
    }
}
