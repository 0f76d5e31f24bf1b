package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;

/** The event buses and rules that a call to EventBridge is about. */
final class EventResources {
    private final Invocation invocation;
    private final RequestFields fields;

    EventResources(Invocation invocation, RequestFields fields) {
        this.invocation = invocation;
        this.fields = fields;
    }

    List<String> arns() {
        if (invocation.request() instanceof PutEventsRequest put) {
            return put.entries().stream()
                    .map(entry -> bus(entry.eventBusName()))
                    .toList();
        }
        return switch (invocation.operation()) {
            case "CreateEventBus", "DescribeEventBus", "UpdateEventBus", "DeleteEventBus" ->
                List.of(bus(fields.text("Name").orElse(null)));
            case "PutPermission", "RemovePermission" -> List.of(bus(bus()));
            case "PutRule", "DescribeRule", "EnableRule", "DisableRule", "DeleteRule" -> rule(fields.text("Name"));
            case "PutTargets", "RemoveTargets", "ListTargetsByRule" -> rule(fields.text("Rule"));
            default -> fields.texts("ResourceARN");
        };
    }

    private @Nullable String bus() {
        return fields.text("EventBusName").orElse(null);
    }

    private String bus(@Nullable String nameOrArn) {
        String bus = nameOrArn == null ? "default" : nameOrArn;
        return bus.startsWith("arn:")
                ? bus
                : "arn:aws:events:" + invocation.call().region().name() + ":"
                        + invocation.call().account().id() + ":event-bus/" + bus;
    }

    /** A rule on the default bus does not name the bus in its ARN. */
    private List<String> rule(Optional<String> name) {
        String path = bus(bus()).replace(":event-bus/", ":rule/").replaceFirst(":rule/default$", ":rule");
        return name.map(rule -> path + "/" + rule).stream().toList();
    }
}
