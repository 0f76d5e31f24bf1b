package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Resource;

/** Looks events up in the history of 90 days, the newest first. */
final class LookupOperations {
    private static final int MOST = 50;

    private LookupOperations() {}

    static void addTo(Operations operations) {
        operations.on("LookupEvents", LookupEventsRequest::builder, LookupOperations::lookupEvents);
    }

    private static LookupEventsResponse lookupEvents(Call call, LookupEventsRequest request) {
        check(request);
        if (request.eventCategoryAsString() != null) {
            // Insights would need the usual rate of an account's calls, of which a fake knows nothing.
            return LookupEventsResponse.builder().events(List.of()).build();
        }
        int size = request.maxResults() == null ? MOST : request.maxResults();
        long before = before(request);
        Instant visible = call.now().minus(Timeline.of(call.world()).timing().history());
        var page = new ArrayList<RecordedEvent>();
        for (RecordedEvent event : EventHistory.of(call.region()).newestFirst(call.now())) {
            if (event.number() < before && !event.time().isAfter(visible) && matches(event, request)) {
                page.add(event);
                if (page.size() > size) {
                    break;
                }
            }
        }
        var answer = LookupEventsResponse.builder()
                .events(page.stream().limit(size).map(LookupOperations::view).toList());
        return page.size() > size
                ? answer.nextToken(token(page.get(size - 1), request)).build()
                : answer.build();
    }

    private static void check(LookupEventsRequest request) {
        if (request.maxResults() != null && (request.maxResults() < 1 || request.maxResults() > MOST)) {
            throw AwsError.of("InvalidMaxResultsException", "A maximum results value from 1 to 50 must be specified.");
        }
        if (request.startTime() != null
                && request.endTime() != null
                && request.startTime().isAfter(request.endTime())) {
            throw AwsError.of("InvalidTimeRangeException", "Start time must be before the end time.");
        }
        if (request.eventCategoryAsString() != null
                && !request.eventCategoryAsString().equals("insight")) {
            throw AwsError.of("InvalidEventCategoryException", "Invalid event category.");
        }
        if (request.lookupAttributes().size() > 1) {
            throw AwsError.of("InvalidLookupAttributesException", "You can only specify one lookup attribute.");
        }
        for (LookupAttribute attribute : request.lookupAttributes()) {
            if (attribute.attributeKey() == null
                    || attribute.attributeKey() == LookupAttributeKey.UNKNOWN_TO_SDK_VERSION
                    || attribute.attributeValue() == null
                    || attribute.attributeValue().isEmpty()
                    || attribute.attributeValue().length() > 2000) {
                throw AwsError.of("InvalidLookupAttributesException", "Invalid lookup attributes.");
            }
        }
    }

    private static boolean matches(RecordedEvent event, LookupEventsRequest request) {
        return (request.startTime() == null || !event.time().isBefore(request.startTime()))
                && (request.endTime() == null || !event.time().isAfter(request.endTime()))
                && request.lookupAttributes().stream().allMatch(attribute -> has(event, attribute));
    }

    private static boolean has(RecordedEvent event, LookupAttribute attribute) {
        String value = attribute.attributeValue();
        return switch (attribute.attributeKey()) {
            case EVENT_ID -> event.id().equals(value);
            case EVENT_NAME -> event.kind().name().equals(value);
            case EVENT_SOURCE -> event.kind().source().equals(value);
            case READ_ONLY -> String.valueOf(event.kind().readOnly()).equals(value);
            case USERNAME -> value.equals(event.userName());
            case ACCESS_KEY_ID -> value.equals(event.accessKeyId());
            case RESOURCE_NAME -> resources(event).stream().anyMatch(each -> value.equals(each.resourceName()));
            case RESOURCE_TYPE -> resources(event).stream().anyMatch(each -> value.equals(each.resourceType()));
            default -> false;
        };
    }

    private static List<Resource> resources(RecordedEvent event) {
        return StreamSupport.stream(event.content().resources().spliterator(), false)
                .map(each -> Resource.builder()
                        .resourceType(each.type())
                        .resourceName(each.name())
                        .build())
                .toList();
    }

    private static Event view(RecordedEvent event) {
        return Event.builder()
                .eventId(event.id())
                .eventName(event.kind().name())
                .readOnly(String.valueOf(event.kind().readOnly()))
                .accessKeyId(event.accessKeyId())
                .eventTime(event.time().truncatedTo(ChronoUnit.SECONDS))
                .eventSource(event.kind().source())
                .username(event.userName())
                .resources(resources(event))
                .cloudTrailEvent(event.json().toString())
                .build();
    }

    /** A token leads on from the last event, and only the search that it was given for. */
    private static String token(RecordedEvent last, LookupEventsRequest request) {
        String text = last.number() + ":" + search(request);
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int search(LookupEventsRequest request) {
        return request.copy(copy -> copy.nextToken(null).maxResults(null))
                .toString()
                .hashCode();
    }

    private static long before(LookupEventsRequest request) {
        @Nullable String token = request.nextToken();
        if (token == null) {
            return Long.MAX_VALUE;
        }
        try {
            String[] parts = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(":", 2);
            if (parts.length == 2 && parts[1].equals(String.valueOf(search(request)))) {
                return Long.parseLong(parts[0]);
            }
        } catch (IllegalArgumentException malformed) {
            // refused below
        }
        throw AwsError.of("InvalidNextTokenException", "Invalid NextToken.");
    }
}
