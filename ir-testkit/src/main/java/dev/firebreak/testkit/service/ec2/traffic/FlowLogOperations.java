package dev.firebreak.testkit.service.ec2.traffic;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/** Flow logs of VPCs, subnets and network interfaces, to CloudWatch Logs or S3. What they record is written by the network. */
final class FlowLogOperations {
    private static final String TYPE = "vpc-flow-log";
    private static final String TO_LOGS = "cloud-watch-logs";
    private static final String FORMAT =
            "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

    private FlowLogOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateFlowLogs", CreateFlowLogsRequest::builder, FlowLogOperations::create)
                .on("DeleteFlowLogs", DeleteFlowLogsRequest::builder, FlowLogOperations::delete)
                .on("DescribeFlowLogs", DescribeFlowLogsRequest::builder, FlowLogOperations::describe);
    }

    private static CreateFlowLogsResponse create(Call call, CreateFlowLogsRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        List<String> resources = Refusals.required(request.resourceIds(), "ResourceId");
        resources.forEach(id -> checkResource(call, request, id));
        FlowLog settings = settings(call, request);
        if (resources.stream().anyMatch(id -> exists(call, settings, id))) {
            throw AwsError.of(
                    "FlowLogAlreadyExists",
                    "Error. There is an existing Flow Log with the same configuration and log destination.");
        }
        var answer = CreateFlowLogsResponse.builder().clientToken(request.clientToken());
        if (missingBucket(call, settings)) {
            return answer.unsuccessful(resources.stream()
                            .map(id -> unsuccessful(id, settings.logDestination()))
                            .toList())
                    .build();
        }
        return answer.flowLogIds(resources.stream()
                        .map(id -> make(call, request, settings, id))
                        .toList())
                .build();
    }

    private static String make(Call call, CreateFlowLogsRequest request, FlowLog settings, String resourceId) {
        String id = call.world().ids().ec2("fl");
        call.region()
                .ec2()
                .networks()
                .flowLogs()
                .put(settings.copy(copy -> copy.flowLogId(id).resourceId(resourceId)));
        Tagging.apply(call, request.tagSpecifications(), TYPE, id);
        return id;
    }

    private static UnsuccessfulItem unsuccessful(String resourceId, String destination) {
        return UnsuccessfulItem.builder()
                .resourceId(resourceId)
                .error(error -> error.code("400").message("LogDestination: " + bucket(destination) + " does not exist"))
                .build();
    }

    private static void checkResource(Call call, CreateFlowLogsRequest request, String id) {
        String type = Refusals.required(request.resourceTypeAsString(), "ResourceType");
        switch (type) {
            case "VPC" -> Kind.VPC.get(call, id);
            case "Subnet" -> Kind.SUBNET.get(call, id);
            case "NetworkInterface" -> Kind.INTERFACE.get(call, id);
            default -> throw Refusals.value("Resource type %s is not supported", type);
        }
    }

    private static FlowLog settings(Call call, CreateFlowLogsRequest request) {
        String traffic = Refusals.required(request.trafficTypeAsString(), "TrafficType");
        if (!List.of("ACCEPT", "REJECT", "ALL").contains(traffic)) {
            throw Refusals.value("Invalid value '%s' for TrafficType", traffic);
        }
        int interval = Objects.requireNonNullElse(request.maxAggregationInterval(), 600);
        if (interval != 60 && interval != 600) {
            throw AwsError.of("InvalidParameter", "Invalid Flow Log Max Aggregation Interval");
        }
        String type = Objects.requireNonNullElse(request.logDestinationTypeAsString(), TO_LOGS);
        checkDestination(request, type);
        return FlowLog.builder()
                .creationTime(call.now())
                .flowLogStatus("ACTIVE")
                .deliverLogsStatus("SUCCESS")
                .deliverLogsPermissionArn(request.deliverLogsPermissionArn())
                .trafficType(traffic)
                .logDestinationType(type)
                .logDestination(destination(call, request, type))
                .logGroupName(request.logGroupName())
                .logFormat(Objects.requireNonNullElse(request.logFormat(), FORMAT))
                .maxAggregationInterval(interval)
                .build();
    }

    private static void checkDestination(CreateFlowLogsRequest request, String type) {
        if (!type.equals(TO_LOGS)) {
            if (request.logDestination() == null || request.logGroupName() != null) {
                throw AwsError.of("InvalidParameter", "LogDestination can't be empty if LogGroupName is not provided.");
            }
            if (request.deliverLogsPermissionArn() != null) {
                throw AwsError.of(
                        "InvalidParameter", "DeliverLogsPermissionArn is not applicable for %s delivery", type);
            }
            return;
        }
        if (request.deliverLogsPermissionArn() == null) {
            throw AwsError.of(
                    "InvalidParameter",
                    "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.");
        }
        if ((request.logGroupName() == null) == (request.logDestination() == null)) {
            throw AwsError.of(
                    "InvalidParameter", "Please provide LogGroupName or LogDestination, and only one of them.");
        }
    }

    private static @Nullable String destination(Call call, CreateFlowLogsRequest request, String type) {
        return request.logDestination() == null && type.equals(TO_LOGS)
                ? "arn:aws:logs:" + call.region().name() + ":" + call.account().id() + ":log-group:"
                        + request.logGroupName()
                : request.logDestination();
    }

    private static boolean missingBucket(Call call, FlowLog settings) {
        return "s3".equals(settings.logDestinationTypeAsString())
                && call.world()
                        .buckets()
                        .find(bucket(settings.logDestination()))
                        .isEmpty();
    }

    private static String bucket(String destination) {
        return destination.replaceFirst("arn:aws[a-z-]*:s3:::", "").replaceFirst("/.*", "");
    }

    private static boolean exists(Call call, FlowLog settings, String resourceId) {
        return call.region().ec2().networks().flowLogs().all().stream()
                .anyMatch(other -> other.resourceId().equals(resourceId)
                        && Objects.equals(other.logDestination(), settings.logDestination())
                        && other.trafficType() == settings.trafficType()
                        && other.logFormat().equals(settings.logFormat()));
    }

    private static DeleteFlowLogsResponse delete(Call call, DeleteFlowLogsRequest request) {
        List<String> ids = Refusals.required(request.flowLogIds(), "FlowLogId");
        var logs = call.region().ec2().networks().flowLogs();
        List<String> unknown = ids.stream().filter(id -> !logs.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw AwsError.of(
                    "InvalidFlowLogId.NotFound",
                    "These flow log ids in the input list are not found: [TotalCount: %d] %s",
                    unknown.size(),
                    String.join(" ", unknown));
        }
        ids.forEach(logs::remove);
        ids.forEach(call.region().ec2().tags()::forget);
        return DeleteFlowLogsResponse.builder().build();
    }

    private static DescribeFlowLogsResponse describe(Call call, DescribeFlowLogsRequest request) {
        var filters = new Filters<>(call, FlowLog::flowLogId)
                .on("flow-log-id", FlowLog::flowLogId)
                .on("resource-id", FlowLog::resourceId)
                .on("traffic-type", FlowLog::trafficTypeAsString)
                .on("log-destination-type", FlowLog::logDestinationTypeAsString)
                .on("log-group-name", FlowLog::logGroupName)
                .on("deliver-log-status", FlowLog::deliverLogsStatus);
        var found = filters.select(call, NetworkKinds.FLOW_LOG, request.flowLogIds(), request.filter());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 1);
        var tags = call.region().ec2().tags();
        return DescribeFlowLogsResponse.builder()
                .flowLogs(page.map(log -> log.copy(copy -> copy.tags(tags.list(log.flowLogId())))))
                .nextToken(page.nextToken())
                .build();
    }
}
