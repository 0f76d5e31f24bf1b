package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyStatements;
import java.util.List;
import java.util.SortedMap;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.CreateEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DeleteEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesRequest;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesResponse;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionResponse;
import software.amazon.awssdk.services.eventbridge.model.RemovePermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.RemovePermissionResponse;

/** Makes, describes and deletes buses, and says who else may put events on them. */
final class BusOperations {
    private static final int MOST_BUSES = 100;

    private BusOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateEventBus", CreateEventBusRequest::builder, BusOperations::create)
                .on("DescribeEventBus", DescribeEventBusRequest::builder, BusOperations::describe)
                .on("ListEventBuses", ListEventBusesRequest::builder, BusOperations::list)
                .on("DeleteEventBus", DeleteEventBusRequest::builder, BusOperations::delete)
                .on("PutPermission", PutPermissionRequest::builder, BusOperations::permit)
                .on("RemovePermission", RemovePermissionRequest::builder, BusOperations::forbid);
    }

    private static CreateEventBusResponse create(Call call, CreateEventBusRequest request) {
        String name = request.name();
        if (!name.matches("[.\\-_A-Za-z0-9]{1,256}")) {
            throw EventBridgeErrors.constraint(
                    name, "name", "Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+");
        }
        SortedMap<String, EventBus> buses = EventBridgeState.of(call.region()).buses();
        if (buses.containsKey(name)) {
            throw AwsError.of("ResourceAlreadyExistsException", "Event bus %s already exists.", name);
        }
        if (buses.size() >= MOST_BUSES) {
            throw EventBridgeErrors.limit();
        }
        var named = new EventBus.Name(call.account().id(), call.region().name(), name);
        var bus = new EventBus(named, request.description(), call.now());
        request.tags().forEach(tag -> bus.tags().put(tag.key(), tag.value()));
        buses.put(name, bus);
        return CreateEventBusResponse.builder()
                .eventBusArn(bus.arn())
                .description(bus.description())
                .build();
    }

    private static DescribeEventBusResponse describe(Call call, DescribeEventBusRequest request) {
        EventBus bus = Buses.find(call, request.name());
        return DescribeEventBusResponse.builder()
                .name(bus.name().name())
                .arn(bus.arn())
                .description(bus.description())
                .policy(bus.policy().isEmpty() ? null : bus.policy())
                .creationTime(bus.created())
                .lastModifiedTime(bus.created())
                .build();
    }

    private static ListEventBusesResponse list(Call call, ListEventBusesRequest request) {
        String prefix = request.namePrefix() == null ? "" : request.namePrefix();
        var buses = EventBridgeState.of(call.region()).buses().values().stream()
                .filter(bus -> bus.name().name().startsWith(prefix))
                .map(bus -> software.amazon.awssdk.services.eventbridge.model.EventBus.builder()
                        .name(bus.name().name())
                        .arn(bus.arn())
                        .policy(bus.policy().isEmpty() ? null : bus.policy())
                        .build())
                .toList();
        var page = Buses.page(buses, request.limit(), request.nextToken());
        return ListEventBusesResponse.builder()
                .eventBuses(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DeleteEventBusResponse delete(Call call, DeleteEventBusRequest request) {
        EventBus.Name name = Buses.name(call, request.name());
        if (name.name().equals(EventBus.DEFAULT)) {
            throw EventBridgeErrors.validation("Cannot delete event bus default.");
        }
        Buses.byName(call.world(), name).ifPresent(bus -> {
            if (!bus.rules().isEmpty()) {
                throw EventBridgeErrors.validation("Event bus can't be deleted since it has rules.");
            }
            EventBridgeState.of(call.region()).buses().remove(name.name());
        });
        return DeleteEventBusResponse.builder().build();
    }

    private static PutPermissionResponse permit(Call call, PutPermissionRequest request) {
        EventBus bus = Buses.find(call, request.eventBusName());
        if (request.policy() != null) {
            PolicyStatements.check(request.policy());
            bus.policy(request.policy());
            return PutPermissionResponse.builder().build();
        }
        if (request.statementId() == null || request.principal() == null || request.action() == null) {
            throw EventBridgeErrors.validation(
                    "Parameter(s) Action, Principal, and StatementId must be specified when Policy is not.");
        }
        if (!"events:PutEvents".equals(request.action())) {
            throw EventBridgeErrors.validation("Provided value in parameter 'action' is not supported.");
        }
        if (!request.principal().matches("\\d{12}|\\*")) {
            throw EventBridgeErrors.constraint(
                    request.principal(), "principal", "Member must satisfy regular expression pattern: (\\d{12}|\\*)");
        }
        bus.policy(withStatement(bus, request));
        return PutPermissionResponse.builder().build();
    }

    private static String withStatement(EventBus bus, PutPermissionRequest request) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("Sid", request.statementId()).put("Effect", "Allow");
        if (request.principal().equals("*")) {
            statement.put("Principal", "*");
        } else {
            statement.putObject("Principal").put("AWS", "arn:aws:iam::" + request.principal() + ":root");
        }
        statement.put("Action", "events:PutEvents").put("Resource", bus.arn());
        if (request.condition() != null) {
            statement
                    .putObject("Condition")
                    .putObject(request.condition().type())
                    .put(request.condition().key(), request.condition().value());
        }
        String others = PolicyStatements.of(bus.policy(), "").without(request.statementId());
        return PolicyStatements.of(others, "").with(statement);
    }

    private static RemovePermissionResponse forbid(Call call, RemovePermissionRequest request) {
        EventBus bus = Buses.find(call, request.eventBusName());
        if (bus.policy().isEmpty()) {
            throw EventBridgeErrors.notFound("EventBus does not have a policy.");
        }
        PolicyStatements policy = PolicyStatements.of(bus.policy(), "");
        if (Boolean.TRUE.equals(request.removeAllPermissions())) {
            bus.policy("");
        } else if (List.of("", "null").contains(String.valueOf(request.statementId()))
                || !policy.has(request.statementId())) {
            throw EventBridgeErrors.notFound("Statement with the provided id does not exist.");
        } else {
            bus.policy(policy.without(request.statementId()));
        }
        return RemovePermissionResponse.builder().build();
    }
}
