package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ssm.document.SsmErrors;
import dev.firebreak.testkit.service.ssm.document.SsmPage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.ssm.model.ConnectionStatus;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.GetConnectionStatusRequest;
import software.amazon.awssdk.services.ssm.model.GetConnectionStatusResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.PingStatus;
import software.amazon.awssdk.services.ssm.model.ResourceType;

/** What Systems Manager knows of its nodes. */
final class NodeOperations {
    private static final Map<String, Function<Guest, String>> FILTERS = Map.of(
            "InstanceIds", Guest::instanceId,
            "PingStatus", guest -> status(guest).toString(),
            "PlatformTypes", guest -> guest.platform().type(),
            "AgentVersion", guest -> guest.agent().version(),
            "ResourceType", guest -> "EC2Instance");

    private NodeOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "DescribeInstanceInformation",
                        DescribeInstanceInformationRequest::builder,
                        NodeOperations::describe)
                .on("GetConnectionStatus", GetConnectionStatusRequest::builder, NodeOperations::connection);
    }

    private static DescribeInstanceInformationResponse describe(Call call, DescribeInstanceInformationRequest request) {
        if (!request.filters().isEmpty()
                && !request.instanceInformationFilterList().isEmpty()) {
            throw AwsError.of(
                    "ValidationException", "Specify either Filters or InstanceInformationFilterList, not both.");
        }
        List<Guest> nodes = Nodes.all(call).stream()
                .filter(guest -> request.filters().stream()
                        .allMatch(filter -> matches(call, guest, filter.key(), filter.values())))
                .filter(guest -> request.instanceInformationFilterList().stream()
                        .allMatch(filter -> matches(call, guest, filter.keyAsString(), filter.valueSet())))
                .toList();
        var page = SsmPage.of(nodes, request.maxResults(), request.nextToken(), new SsmPage.Bounds(5, 50));
        return DescribeInstanceInformationResponse.builder()
                .instanceInformationList(
                        page.items().stream().map(NodeOperations::view).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(Call call, Guest guest, String key, List<String> values) {
        if (key.startsWith("tag:")) {
            return values.contains(Nodes.tag(call, guest, key.substring("tag:".length())));
        }
        if (key.equals("tag-key")) {
            return call.region().ec2().tags().of(guest.instanceId()).keySet().stream()
                    .anyMatch(values::contains);
        }
        Function<Guest, String> filter = FILTERS.get(key);
        if (filter == null) {
            throw SsmErrors.badFilter(key);
        }
        return values.contains(filter.apply(guest));
    }

    private static PingStatus status(Guest guest) {
        return guest.agent().isOnline() ? PingStatus.ONLINE : PingStatus.CONNECTION_LOST;
    }

    private static InstanceInformation view(Guest guest) {
        return InstanceInformation.builder()
                .instanceId(guest.instanceId())
                .pingStatus(status(guest))
                .lastPingDateTime(guest.agent().lastPing().orElseThrow())
                .agentVersion(guest.agent().version())
                .isLatestVersion(true)
                .platformType(guest.platform().type())
                .platformName(guest.platform().name())
                .platformVersion(guest.platform().version())
                .resourceType(ResourceType.EC2_INSTANCE)
                .ipAddress(guest.address())
                .computerName(guest.hostName())
                .sourceId(guest.instanceId())
                .sourceType("AWS::EC2::Instance")
                .build();
    }

    private static GetConnectionStatusResponse connection(Call call, GetConnectionStatusRequest request) {
        boolean connected = Nodes.find(call, request.target())
                .filter(guest -> guest.agent().isOnline())
                .isPresent();
        return GetConnectionStatusResponse.builder()
                .target(request.target())
                .status(connected ? ConnectionStatus.CONNECTED : ConnectionStatus.NOTCONNECTED)
                .build();
    }
}
