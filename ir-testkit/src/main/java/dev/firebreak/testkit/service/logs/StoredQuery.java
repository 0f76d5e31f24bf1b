package dev.firebreak.testkit.service.logs;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.model.QueryStatistics;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResultField;

/**
 * A query of CloudWatch Logs Insights that was started.
 *
 * @param id its id
 * @param started when it was started
 * @param text the query
 * @param logGroup the first log group that it searches
 * @param cancelled whether it was stopped
 * @param results what it found
 * @param statistics how much it searched
 */
record StoredQuery(
        String id,
        Instant started,
        String text,
        String logGroup,
        boolean cancelled,
        List<List<ResultField>> results,
        QueryStatistics statistics) {

    StoredQuery stopped() {
        return new StoredQuery(id, started, text, logGroup, true, List.of(), statistics);
    }
}
