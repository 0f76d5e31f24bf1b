package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ConnectionTrackingConfiguration;
import software.amazon.awssdk.services.ec2.model.ConnectionTrackingSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachmentChanges;

/** The attributes of network interfaces. */
final class InterfaceAttributeOperations {
    private InterfaceAttributeOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "ModifyNetworkInterfaceAttribute",
                        ModifyNetworkInterfaceAttributeRequest::builder,
                        InterfaceAttributeOperations::modify)
                .on(
                        "DescribeNetworkInterfaceAttribute",
                        DescribeNetworkInterfaceAttributeRequest::builder,
                        InterfaceAttributeOperations::describe);
    }

    private static DescribeNetworkInterfaceAttributeResponse describe(
            Call call, DescribeNetworkInterfaceAttributeRequest request) {
        NetworkInterface eni =
                Kind.INTERFACE.get(call, Refusals.required(request.networkInterfaceId(), "networkInterfaceId"));
        var answer = DescribeNetworkInterfaceAttributeResponse.builder().networkInterfaceId(eni.networkInterfaceId());
        String attribute = Refusals.required(request.attributeAsString(), "attribute");
        switch (attribute) {
            case "attachment" -> answer.attachment(eni.attachment());
            case "description" -> answer.description(value -> value.value(eni.description()));
            case "groupSet" -> answer.groups(eni.groups());
            case "sourceDestCheck" -> answer.sourceDestCheck(value -> value.value(eni.sourceDestCheck()));
            default -> throw Refusals.value("Value (%s) for parameter attribute is invalid.", attribute);
        }
        return answer.build();
    }

    private static ModifyNetworkInterfaceAttributeResponse modify(
            Call call, ModifyNetworkInterfaceAttributeRequest request) {
        NetworkInterface eni =
                Kind.INTERFACE.get(call, Refusals.required(request.networkInterfaceId(), "networkInterfaceId"));
        String attribute = attribute(request);
        if (Boolean.TRUE.equals(eni.requesterManaged())) {
            throw AwsError.of("AuthFailure", "You do not have permission to access the specified resource.");
        }
        switch (attribute) {
            case "groupSet" -> Interfaces.setGroups(call, eni, request.groups());
            case "attachment" -> Interfaces.put(call, attachment(eni, request.attachment()));
            case "description" ->
                Interfaces.put(
                        call,
                        eni.copy(copy -> copy.description(request.description().value())));
            case "sourceDestCheck" ->
                Interfaces.put(
                        call,
                        eni.copy(copy ->
                                copy.sourceDestCheck(request.sourceDestCheck().value())));
            default ->
                Interfaces.put(
                        call,
                        eni.copy(copy -> copy.connectionTrackingConfiguration(
                                tracking(request.connectionTrackingSpecification()))));
        }
        return ModifyNetworkInterfaceAttributeResponse.builder().build();
    }

    private static String attribute(ModifyNetworkInterfaceAttributeRequest request) {
        var given = new HashMap<String, Boolean>();
        given.put("groupSet", !request.groups().isEmpty());
        given.put("attachment", request.attachment() != null);
        given.put("description", request.description() != null);
        given.put("sourceDestCheck", request.sourceDestCheck() != null);
        given.put("connectionTrackingSpecification", request.connectionTrackingSpecification() != null);
        return Refusals.onlyOne(given);
    }

    private static NetworkInterface attachment(NetworkInterface eni, NetworkInterfaceAttachmentChanges changes) {
        String id = Refusals.required(changes.attachmentId(), "attachment.attachmentId");
        if (eni.attachment() == null || !eni.attachment().attachmentId().equals(id)) {
            throw AwsError.of("InvalidAttachmentID.NotFound", "The attachment '%s' does not exist", id);
        }
        return eni.copy(copy -> copy.attachment(
                eni.attachment().copy(attachment -> attachment.deleteOnTermination(changes.deleteOnTermination()))));
    }

    /** The configured idle timeouts; null when all are left at AWS's defaults. */
    private static @Nullable ConnectionTrackingConfiguration tracking(ConnectionTrackingSpecificationRequest wanted) {
        Integer tcp = timeout("TcpEstablishedTimeout", wanted.tcpEstablishedTimeout(), 60, 432_000);
        Integer stream = timeout("UdpStreamTimeout", wanted.udpStreamTimeout(), 60, 180);
        Integer udp = timeout("UdpTimeout", wanted.udpTimeout(), 30, 60);
        if (tcp == null && stream == null && udp == null) {
            return null;
        }
        return ConnectionTrackingConfiguration.builder()
                .tcpEstablishedTimeout(tcp)
                .udpStreamTimeout(stream)
                .udpTimeout(udp)
                .build();
    }

    private static @Nullable Integer timeout(String name, @Nullable Integer seconds, int least, int most) {
        if (seconds != null && (seconds < least || seconds > most)) {
            throw Refusals.value("Invalid value '%d' for %s. Valid values are %d to %d.", seconds, name, least, most);
        }
        return seconds;
    }
}
