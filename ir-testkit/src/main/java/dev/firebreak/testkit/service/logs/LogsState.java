package dev.firebreak.testkit.service.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;

/** The log groups, queries and exports of an account in a Region. */
final class LogsState implements ServiceState {
    private final SortedMap<String, LogGroupRecord> groups = new TreeMap<>();
    private final Map<String, StoredQuery> queries = new LinkedHashMap<>();
    private final Map<String, ExportTask> exports = new LinkedHashMap<>();

    private LogsState() {}

    static LogsState of(Region region) {
        return region.state(LogsState.class, made -> new LogsState());
    }

    SortedMap<String, LogGroupRecord> groups() {
        return groups;
    }

    Optional<LogGroupRecord> find(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    Map<String, StoredQuery> queries() {
        return queries;
    }

    Map<String, ExportTask> exports() {
        return exports;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        groups.forEach((name, group) -> json.set(name, group.snapshot()));
        return json;
    }
}
