package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.ResourceAccess;
import dev.firebreak.testkit.service.pattern.EventPattern;
import dev.firebreak.testkit.service.pattern.InvalidPatternException;
import dev.firebreak.testkit.world.AwsEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** Puts events of applications on buses. */
final class EventOperations {
    private static final int MOST_ENTRIES = 10;
    private static final int MAXIMUM_SIZE = 262_144;
    private static final int SIZE_OF_TIME = 14;

    private EventOperations() {}

    static void addTo(Operations operations) {
        operations.on("PutEvents", PutEventsRequest::builder, EventOperations::put);
    }

    private static PutEventsResponse put(Call call, PutEventsRequest request) {
        List<PutEventsRequestEntry> entries = request.entries();
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw EventBridgeErrors.constraint(
                    "[PutEventsRequestEntry]",
                    "entries",
                    entries.isEmpty()
                            ? "Member must have length greater than or equal to 1"
                            : "Member must have length less than or equal to 10");
        }
        if (entries.stream().mapToInt(EventOperations::size).sum() > MAXIMUM_SIZE) {
            throw EventBridgeErrors.validation("Total size of the entries in the request is over the limit.");
        }
        entries.forEach(entry -> checkAccess(call, entry));
        List<PutEventsResultEntry> results =
                entries.stream().map(entry -> putEntry(call, entry)).toList();
        long failed =
                results.stream().filter(result -> result.errorCode() != null).count();
        return PutEventsResponse.builder()
                .failedEntryCount((int) failed)
                .entries(results)
                .build();
    }

    /** See "Calculating PutEvents event entry size" in the EventBridge User Guide. */
    private static int size(PutEventsRequestEntry entry) {
        int size = entry.time() == null ? 0 : SIZE_OF_TIME;
        for (String text : new String[] {entry.source(), entry.detailType(), entry.detail()}) {
            size += bytes(text);
        }
        return size
                + entry.resources().stream().mapToInt(EventOperations::bytes).sum();
    }

    private static int bytes(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void checkAccess(Call call, PutEventsRequestEntry entry) {
        EventBus.Name name = Buses.name(call, entry.eventBusName());
        String policy = Buses.byName(call.world(), name).map(EventBus::policy).orElse("");
        Requester requester = Requester.of(call);
        if (!ResourceAccess.permits(policy, requester, "events:PutEvents", name.arn(), name.account())) {
            throw EventBridgeErrors.denied(requester.arn(), "events:PutEvents", name.arn());
        }
    }

    private static PutEventsResultEntry putEntry(Call call, PutEventsRequestEntry entry) {
        Optional<PutEventsResultEntry> refusal = refusal(entry);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        EventBus.Name name = Buses.name(call, entry.eventBusName());
        var router = new EventRouter(call.world());
        Instant time = Objects.requireNonNullElse(entry.time(), call.now());
        JsonNode event = router.envelope(new AwsEvent(
                entry.source(),
                entry.detailType(),
                call.account().id(),
                name.region(),
                time,
                entry.resources(),
                EventPattern.read(entry.detail())));
        // An event for a bus that does not exist is taken, and lost.
        Buses.byName(call.world(), name).ifPresent(bus -> router.route(bus, event, 0));
        return PutEventsResultEntry.builder().eventId(event.path("id").asText()).build();
    }

    private static Optional<PutEventsResultEntry> refusal(PutEventsRequestEntry entry) {
        String[][] required = {
            {"Source", entry.source()}, {"DetailType", entry.detailType()}, {"Detail", entry.detail()}
        };
        for (String[] argument : required) {
            if (argument[1] == null || argument[1].isEmpty()) {
                return failed(
                        "InvalidArgument",
                        "Parameter " + argument[0] + " is not valid. Reason: " + argument[0]
                                + " is a required argument.");
            }
        }
        if (entry.source().startsWith("aws.")) {
            return failed("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        try {
            if (EventPattern.read(entry.detail()).isObject()) {
                return Optional.empty();
            }
        } catch (InvalidPatternException notJson) {
            return failed("MalformedDetail", "Detail is malformed.");
        }
        return failed("MalformedDetail", "Detail is malformed.");
    }

    private static Optional<PutEventsResultEntry> failed(String code, String message) {
        return Optional.of(PutEventsResultEntry.builder()
                .errorCode(code)
                .errorMessage(message)
                .build());
    }
}
