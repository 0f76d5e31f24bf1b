package dev.firebreak.testkit.service.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

class LogEventCasesTest extends ServiceCases {
    private static final String PUT =
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html";
    private static final String GET =
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html";
    private static final String PATTERN =
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html";
    private static final String QUERY =
            "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html";

    @Test
    @AwsFact(value = "Events of one batch are in the order of time", source = PUT)
    void putLogEvents_backwards_isRefused() {
        CloudWatchLogsClient logs = logs();

        assertThat(Refused.by(() -> put(logs, event(0, "b"), event(-1, "a"))))
                .isEqualTo("InvalidParameterException: "
                        + "Log events in a single PutLogEvents request must be in chronological order.");
    }

    @Test
    @AwsFact(value = "Events more than 14 days old or 2 hours ahead are rejected, the others are taken", source = PUT)
    void putLogEvents_tooNew_isRejectedAlone() {
        CloudWatchLogsClient logs = logs();

        var rejected = logs.putLogEvents(put -> put.logGroupName("web")
                        .logStreamName("one")
                        .logEvents(event(0, "now"), event(Duration.ofHours(3).toMillis(), "later")))
                .rejectedLogEventsInfo();

        assertThat(rejected.tooNewLogEventStartIndex()).isEqualTo(1);
        assertThat(filter(logs, "")).containsExactly("now");
    }

    @Test
    @AwsFact(value = "The index of the too old events ends behind the last of them", source = PUT)
    void putLogEvents_tooOld_isRejected() {
        CloudWatchLogsClient logs = logs();

        var rejected = logs.putLogEvents(put -> put.logGroupName("web")
                        .logStreamName("one")
                        .logEvents(event(-Duration.ofDays(15).toMillis(), "old")))
                .rejectedLogEventsInfo();

        assertThat(rejected.tooOldLogEventEndIndex()).isEqualTo(1);
        assertThat(filter(logs, "")).isEmpty();
    }

    @Test
    @AwsFact(value = "A batch spans no more than 24 hours", source = PUT)
    void putLogEvents_twoDays_isRefused() {
        CloudWatchLogsClient logs = logs();

        assertThat(Refused.by(() -> put(logs, event(-Duration.ofDays(2).toMillis(), "a"), event(0, "b"))))
                .contains("cannot span more than 24 hours");
    }

    @Test
    @AwsFact(value = "At the end of a stream the token stays the same", source = GET)
    void getLogEvents_atTheEnd_repeatsTheToken() {
        CloudWatchLogsClient logs = logs();
        put(logs, event(0, "a"), event(1, "b"));

        var first = logs.getLogEvents(
                get -> get.logGroupName("web").logStreamName("one").startFromHead(true));
        var second = logs.getLogEvents(
                get -> get.logGroupName("web").logStreamName("one").nextToken(first.nextForwardToken()));

        assertThat(first.events()).extracting(OutputLogEvent::message).containsExactly("a", "b");
        assertThat(second.events()).isEmpty();
        assertThat(second.nextForwardToken()).isEqualTo(first.nextForwardToken());
    }

    @Test
    @AwsFact(value = "Without startFromHead the latest events come first", source = GET)
    void getLogEvents_limited_hasTheLatest() {
        CloudWatchLogsClient logs = logs();
        put(logs, event(0, "a"), event(1, "b"));

        var page = logs.getLogEvents(
                get -> get.logGroupName("web").logStreamName("one").limit(1));

        assertThat(page.events()).extracting(OutputLogEvent::message).containsExactly("b");
    }

    @Test
    @AwsFact(value = "Several terms must all be there, and one with a minus must not", source = PATTERN)
    void filterLogEvents_terms_match() {
        CloudWatchLogsClient logs = logs();
        put(logs, event(0, "ERROR disk full"), event(1, "ERROR login failed"), event(2, "login ok"));

        assertThat(filter(logs, "ERROR login")).containsExactly("ERROR login failed");
        assertThat(filter(logs, "ERROR -login")).containsExactly("ERROR disk full");
        assertThat(filter(logs, "\"login ok\"")).containsExactly("login ok");
        assertThat(filter(logs, "?disk ?ok")).containsExactly("ERROR disk full", "login ok");
    }

    @Test
    @AwsFact(value = "A JSON pattern compares fields of events that are JSON", source = PATTERN)
    void filterLogEvents_json_match() {
        CloudWatchLogsClient logs = logs();
        String stop = "{\"eventName\":\"StopLogging\",\"user\":{\"type\":\"Root\"},\"count\":3}";
        String other = "{\"eventName\":\"GetTrail\",\"user\":{\"type\":\"IAMUser\"},\"errorCode\":\"x\",\"count\":10}";
        put(logs, event(0, stop), event(1, other), event(2, "StopLogging in plain text"));

        assertThat(filter(logs, "{ $.eventName = \"Stop*\" }")).containsExactly(stop);
        assertThat(filter(logs, "{ ($.user.type != \"Root\") && ($.count > 5) }"))
                .containsExactly(other);
        assertThat(filter(logs, "{ $.errorCode NOT EXISTS }")).containsExactly(stop);
        assertThat(filter(logs, "{ $.count = 3 || $.count = 10 }")).containsExactly(stop, other);
    }

    @Test
    @AwsFact(value = "A pattern of columns compares words by their place", source = PATTERN)
    void filterLogEvents_columns_match() {
        CloudWatchLogsClient logs = logs();
        put(logs, event(0, "127.0.0.1 - eve 404 12"), event(1, "127.0.0.1 - bob 200 2048"));

        assertThat(filter(logs, "[ip, id, user, status = 4*, size]")).containsExactly("127.0.0.1 - eve 404 12");
        assertThat(filter(logs, "[..., size > 1000]")).containsExactly("127.0.0.1 - bob 200 2048");
    }

    @Test
    @AwsFact(value = "A malformed pattern is refused", source = PATTERN)
    void filterLogEvents_malformed_isRefused() {
        CloudWatchLogsClient logs = logs();

        assertThat(Refused.by(() -> filter(logs, "{ $.a = "))).startsWith("InvalidParameterException");
    }

    @Test
    @AwsFact(value = "A query runs for a while, then has its results", source = QUERY)
    void startQuery_filterAndSort_findsRows() {
        CloudWatchLogsClient logs = logs();
        put(
                logs,
                event(0, "{\"user\":\"eve\",\"size\":5}"),
                event(1, "{\"user\":\"bob\",\"size\":7}"),
                event(2, "{\"user\":\"eve\",\"size\":9}"));
        String id = logs.startQuery(start -> start.logGroupName("web")
                        .startTime(clock.instant().getEpochSecond() - 60)
                        .endTime(clock.instant().getEpochSecond() + 60)
                        .queryString(
                                "fields user, size | filter user like /ev./ and size > 1 | sort size desc | limit 1"))
                .queryId();

        assertThat(logs.getQueryResults(get -> get.queryId(id)).status()).isEqualTo(QueryStatus.RUNNING);
        clock.advance(Duration.ofSeconds(2));
        var results = logs.getQueryResults(get -> get.queryId(id));

        assertThat(results.status()).isEqualTo(QueryStatus.COMPLETE);
        assertThat(results.statistics().recordsMatched()).isEqualTo(2);
        assertThat(results.results())
                .singleElement()
                .satisfies(row -> assertThat(row).extracting(ResultField::value).startsWith("eve", "9"));
    }

    @Test
    @AwsFact(value = "A query that cannot be read is refused", source = QUERY)
    void startQuery_malformed_isRefused() {
        CloudWatchLogsClient logs = logs();

        assertThat(Refused.by(() -> logs.startQuery(start ->
                        start.logGroupName("web").startTime(0L).endTime(1L).queryString("find everything"))))
                .startsWith("MalformedQueryException");
    }

    @Test
    @AwsFact(
            value = "A flow log record has fourteen fields in the default format",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html")
    void writeFlow_rejected_isInTheStreamOfItsInterface() {
        CloudWatchLogsClient logs = logs();
        Instant start = clock.instant();
        var flow = new FlowRecord.Flow("123456789012", "eni-0a", "203.0.113.7", 4711, "10.0.0.5", 22, 6);
        synchronized (fake.world()) {
            var region = fake.world().account("123456789012").region("eu-west-1");
            FakeLogs.of(region)
                    .writeFlow("web", "ALL", new FlowRecord(flow, 3, 180, start, start.plusSeconds(60), false));
            FakeLogs.of(region).writeFlow("web", "ACCEPT", new FlowRecord(flow, 3, 180, start, start, false));
        }

        var events = logs.filterLogEvents(filter -> filter.logGroupName("web")).events();

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.logStreamName()).isEqualTo("eni-0a-all");
            assertThat(event.message())
                    .isEqualTo("2 123456789012 eni-0a 203.0.113.7 10.0.0.5 4711 22 6 3 180 " + start.getEpochSecond()
                            + " " + (start.getEpochSecond() + 60) + " REJECT OK");
        });
    }

    private CloudWatchLogsClient logs() {
        CloudWatchLogsClient logs = client(CloudWatchLogsClient.builder());
        logs.createLogGroup(make -> make.logGroupName("web"));
        logs.createLogStream(make -> make.logGroupName("web").logStreamName("one"));
        return logs;
    }

    private InputLogEvent event(long offset, String message) {
        return InputLogEvent.builder()
                .timestamp(clock.instant().toEpochMilli() + offset)
                .message(message)
                .build();
    }

    private static void put(CloudWatchLogsClient logs, InputLogEvent... events) {
        logs.putLogEvents(put -> put.logGroupName("web").logStreamName("one").logEvents(events));
    }

    private static List<String> filter(CloudWatchLogsClient logs, String pattern) {
        return logs
                .filterLogEvents(filter -> filter.logGroupName("web").filterPattern(pattern.isEmpty() ? null : pattern))
                .events()
                .stream()
                .map(FilteredLogEvent::message)
                .toList();
    }
}
