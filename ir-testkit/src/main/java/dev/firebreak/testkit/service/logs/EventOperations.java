package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

/** Log events: writing and reading them. */
final class EventOperations {
    private static final int MOST = 10_000;
    private static final int BATCH_BYTES = 1_048_576;
    private static final int EVENT_OVERHEAD = 26;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long OLDEST = Duration.ofDays(14).toMillis();
    private static final long NEWEST = Duration.ofHours(2).toMillis();

    private EventOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutLogEvents", PutLogEventsRequest::builder, EventOperations::putLogEvents)
                .on("GetLogEvents", GetLogEventsRequest::builder, EventOperations::getLogEvents)
                .on("FilterLogEvents", FilterLogEventsRequest::builder, EventOperations::filterLogEvents);
    }

    private static PutLogEventsResponse putLogEvents(Call call, PutLogEventsRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        LogStreamRecord stream = StreamOperations.existing(group, request.logStreamName());
        List<InputLogEvent> events = request.logEvents();
        check(events);
        long now = call.now().toEpochMilli();
        Integer days = group.retentionDays();
        long kept = days == null ? Long.MIN_VALUE : now - days * DAY;
        int tooOld = count(events, now - OLDEST);
        int expired = count(events, kept);
        int tooNew = (int) events.stream()
                .filter(event -> event.timestamp() <= now + NEWEST)
                .count();
        for (InputLogEvent event : events.subList(Math.min(Math.max(tooOld, expired), tooNew), tooNew)) {
            Ingestion.take(group, stream, event.timestamp(), event.message());
        }
        return PutLogEventsResponse.builder()
                .rejectedLogEventsInfo(rejected(tooOld, expired, tooNew == events.size() ? -1 : tooNew))
                .build();
    }

    private static @Nullable RejectedLogEventsInfo rejected(int tooOld, int expired, int tooNew) {
        return tooOld == 0 && expired == 0 && tooNew < 0
                ? null
                : RejectedLogEventsInfo.builder()
                        .tooOldLogEventEndIndex(tooOld == 0 ? null : tooOld)
                        .expiredLogEventEndIndex(expired == 0 ? null : expired)
                        .tooNewLogEventStartIndex(tooNew < 0 ? null : tooNew)
                        .build();
    }

    private static int count(List<InputLogEvent> events, long before) {
        return (int) events.stream().filter(event -> event.timestamp() < before).count();
    }

    private static void check(List<InputLogEvent> events) {
        if (events.isEmpty() || events.size() > MOST) {
            throw LogErrors.constraint(
                    "[" + events.size() + " events]",
                    "logEvents",
                    events.isEmpty()
                            ? "Member must have length greater than or equal to 1"
                            : "Member must have length less than or equal to 10000");
        }
        long size = 0;
        long before = Long.MIN_VALUE;
        for (InputLogEvent event : events) {
            if (event.message() == null || event.message().isEmpty() || event.timestamp() == null) {
                throw LogErrors.constraint(
                        "", "logEvents.1.member.message", "Member must have length greater than or equal to 1");
            }
            size += event.message().getBytes(StandardCharsets.UTF_8).length + EVENT_OVERHEAD;
            if (event.timestamp() < before) {
                throw LogErrors.invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
            before = event.timestamp();
        }
        if (size > BATCH_BYTES) {
            throw LogErrors.invalid("Upload too large: %d bytes exceeds limit of %d", size, BATCH_BYTES);
        }
        if (before - events.get(0).timestamp() > DAY) {
            throw LogErrors.invalid(
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }

    private static GetLogEventsResponse getLogEvents(Call call, GetLogEventsRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(
                call, request.logGroupName() == null ? request.logGroupIdentifier() : request.logGroupName());
        LogStreamRecord stream = StreamOperations.existing(group, request.logStreamName());
        int limit = checkedLimit(request.limit());
        List<LogEntry> events = stream.byTime().stream()
                .filter(event -> within(event, request.startTime(), request.endTime()))
                .toList();
        int from;
        int to;
        if (request.nextToken() != null) {
            int position = Math.min(position(request.nextToken()), events.size());
            boolean forward = request.nextToken().startsWith("f/");
            from = forward ? position : Math.max(0, position - limit);
            to = forward ? Math.min(events.size(), position + limit) : position;
        } else {
            boolean head = Boolean.TRUE.equals(request.startFromHead());
            from = head ? 0 : Math.max(0, events.size() - limit);
            to = head ? Math.min(limit, events.size()) : events.size();
        }
        return GetLogEventsResponse.builder()
                .events(events.subList(from, to).stream()
                        .map(EventOperations::view)
                        .toList())
                .nextForwardToken("f/" + token(to))
                .nextBackwardToken("b/" + token(from))
                .build();
    }

    private static String token(int position) {
        return String.format(Locale.ROOT, "%056d/s", position);
    }

    private static int position(String token) {
        if (!token.matches("[fb]/[0-9]{56}/s")) {
            throw LogErrors.invalid("The specified nextToken is invalid.");
        }
        return Integer.parseInt(token.substring(48, 58));
    }

    private static int checkedLimit(@Nullable Integer limit) {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw LogErrors.constraint(limit.toString(), "limit", "Member must have value less than or equal to 10000");
        }
        return limit == null ? MOST : limit;
    }

    /** From the start on, and before the end. */
    static boolean within(LogEntry event, @Nullable Long start, @Nullable Long end) {
        return (start == null || event.timestamp() >= start) && (end == null || event.timestamp() < end);
    }

    private static OutputLogEvent view(LogEntry event) {
        return OutputLogEvent.builder()
                .timestamp(event.timestamp())
                .ingestionTime(event.ingested())
                .message(event.message())
                .build();
    }

    private static FilterLogEventsResponse filterLogEvents(Call call, FilterLogEventsRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(
                call, request.logGroupName() == null ? request.logGroupIdentifier() : request.logGroupName());
        if (request.logStreamNamePrefix() != null && !request.logStreamNames().isEmpty()) {
            throw LogErrors.invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
        }
        request.logStreamNames().forEach(name -> StreamOperations.existing(group, name));
        FilterPattern pattern = FilterPattern.of(request.filterPattern());
        var found = new ArrayList<FilteredLogEvent>();
        for (LogStreamRecord stream : group.streams().values()) {
            if (selected(stream.name(), request)) {
                stream.byTime().stream()
                        // Here the end is inclusive, unlike in GetLogEvents.
                        .filter(event -> within(event, request.startTime(), null)
                                && (request.endTime() == null || event.timestamp() <= request.endTime()))
                        .filter(event -> pattern.matches(event.message()))
                        .forEach(event -> found.add(view(stream, event)));
            }
        }
        found.sort(Comparator.comparing(FilteredLogEvent::timestamp).thenComparing(FilteredLogEvent::eventId));
        ResultPage<FilteredLogEvent> page = LogPage.of(found, request.limit(), request.nextToken(), MOST);
        return FilterLogEventsResponse.builder()
                .events(page.items())
                .nextToken(page.nextToken())
                .searchedLogStreams(List.of())
                .build();
    }

    private static boolean selected(String name, FilterLogEventsRequest request) {
        return (request.logStreamNames().isEmpty() || request.logStreamNames().contains(name))
                && (request.logStreamNamePrefix() == null || name.startsWith(request.logStreamNamePrefix()));
    }

    private static FilteredLogEvent view(LogStreamRecord stream, LogEntry event) {
        return FilteredLogEvent.builder()
                .logStreamName(stream.name())
                .timestamp(event.timestamp())
                .ingestionTime(event.ingested())
                .message(event.message())
                .eventId(event.id())
                .build();
    }
}
