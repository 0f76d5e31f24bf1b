package dev.firebreak.testkit.service.lambda;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.DeleteEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.DeleteEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsRequest;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingResponse;

/** The mappings from event sources to functions. */
final class EventSourceOperations {
    private static final String ALL = "/2015-03-31/event-source-mappings";
    private static final String ONE = ALL + "/{UUID}";

    private EventSourceOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest(
                        "CreateEventSourceMapping",
                        "POST " + ALL,
                        CreateEventSourceMappingRequest::builder,
                        EventSourceOperations::create)
                .rest(
                        "ListEventSourceMappings",
                        "GET " + ALL,
                        ListEventSourceMappingsRequest::builder,
                        EventSourceOperations::list)
                .rest(
                        "GetEventSourceMapping",
                        "GET " + ONE,
                        GetEventSourceMappingRequest::builder,
                        EventSourceOperations::get)
                .rest(
                        "UpdateEventSourceMapping",
                        "PUT " + ONE,
                        UpdateEventSourceMappingRequest::builder,
                        EventSourceOperations::update)
                .rest(
                        "DeleteEventSourceMapping",
                        "DELETE " + ONE,
                        DeleteEventSourceMappingRequest::builder,
                        EventSourceOperations::delete);
    }

    private static CreateEventSourceMappingResponse create(Call call, CreateEventSourceMappingRequest request) {
        StoredFunction function = FunctionName.find(call, request.functionName());
        if (request.eventSourceArn() == null) {
            throw FunctionErrors.invalid("Event source ARN is required.");
        }
        boolean taken = present(call).stream()
                .anyMatch(each -> each.functionName().equals(function.name())
                        && request.eventSourceArn().equals(each.mapping().eventSourceArn()));
        if (taken) {
            throw FunctionErrors.conflict("An event source mapping with event source (\"" + request.eventSourceArn()
                    + "\") and function (\"" + function.name() + "\") already exists.");
        }
        String id = call.world().ids().uuid();
        EventSourceMappingConfiguration mapping = EventSourceMappingConfiguration.builder()
                .uuid(id)
                .eventSourceArn(request.eventSourceArn())
                .eventSourceMappingArn("arn:aws:lambda:" + call.region().name() + ":"
                        + call.account().id() + ":event-source-mapping:" + id)
                .functionArn(function.arn())
                .batchSize(Objects.requireNonNullElse(request.batchSize(), 10))
                .lastModified(call.now())
                .build();
        boolean enabled = !Boolean.FALSE.equals(request.enabled());
        var source = new EventSource(mapping, function.name(), enabled, call.now(), Optional.empty());
        return FunctionConfigurations.as(put(call, source), CreateEventSourceMappingResponse.builder())
                .build();
    }

    private static EventSourceMappingConfiguration put(Call call, EventSource source) {
        LambdaState.of(call).eventSources().put(source.mapping().uuid(), source);
        return source.view(call.now());
    }

    private static List<EventSource> present(Call call) {
        return LambdaState.of(call).eventSources().values().stream()
                .filter(source -> !source.gone(call.now()))
                .toList();
    }

    private static EventSource find(Call call, String id) {
        return present(call).stream()
                .filter(source -> source.mapping().uuid().equals(id))
                .findFirst()
                .orElseThrow(() -> FunctionErrors.notFound("The resource you requested does not exist."));
    }

    private static ListEventSourceMappingsResponse list(Call call, ListEventSourceMappingsRequest request) {
        String function = request.functionName() == null
                ? null
                : FunctionName.parse(request.functionName(), null).name();
        List<EventSourceMappingConfiguration> found = present(call).stream()
                .filter(source -> function == null || source.functionName().equals(function))
                .filter(source -> request.eventSourceArn() == null
                        || request.eventSourceArn().equals(source.mapping().eventSourceArn()))
                .map(source -> source.view(call.now()))
                .toList();
        var page = FunctionPage.of(found, request.maxItems(), request.marker());
        return ListEventSourceMappingsResponse.builder()
                .eventSourceMappings(page.items())
                .nextMarker(page.nextToken())
                .build();
    }

    private static GetEventSourceMappingResponse get(Call call, GetEventSourceMappingRequest request) {
        return FunctionConfigurations.as(
                        find(call, request.uuid()).view(call.now()), GetEventSourceMappingResponse.builder())
                .build();
    }

    private static UpdateEventSourceMappingResponse update(Call call, UpdateEventSourceMappingRequest request) {
        EventSource old = free(call, request.uuid());
        EventSourceMappingConfiguration mapping = old.mapping()
                .copy(copy -> copy.stateTransitionReason("User action")
                        .batchSize(Objects.requireNonNullElse(
                                request.batchSize(), old.mapping().batchSize())));
        boolean enabled = Objects.requireNonNullElse(request.enabled(), old.enabled());
        var changed = new EventSource(mapping, old.functionName(), enabled, call.now(), Optional.empty());
        return FunctionConfigurations.as(put(call, changed), UpdateEventSourceMappingResponse.builder())
                .build();
    }

    private static EventSource free(Call call, String id) {
        EventSource source = find(call, id);
        if (source.inFlux(call.now())) {
            throw AwsError.of("ResourceInUseException", "Cannot update the event source mapping because it is in use.");
        }
        return source;
    }

    private static DeleteEventSourceMappingResponse delete(Call call, DeleteEventSourceMappingRequest request) {
        EventSource old = free(call, request.uuid());
        var going = new EventSource(
                old.mapping(), old.functionName(), old.enabled(), old.changed(), Optional.of(call.now()));
        return FunctionConfigurations.as(put(call, going), DeleteEventSourceMappingResponse.builder())
                .build();
    }
}
