package dev.firebreak.testkit.service.ssm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The automations of an account in a Region: what happened, so that snapshots have none of it. */
public final class SsmAutomations implements ServiceState {
    private final Table<AutomationRun> runs = new Table<>(AutomationRun::id);
    private final Map<String, AutomationExecutor> executors = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private Duration step = Duration.ofSeconds(10);

    private SsmAutomations() {}

    /** The automations of a Region. */
    public static SsmAutomations of(Region region) {
        return region.state(SsmAutomations.class, made -> new SsmAutomations());
    }

    /** Sets what a runbook does. If not set, it does nothing and succeeds. */
    public void executor(String documentName, AutomationExecutor executor) {
        executors.put(documentName, executor);
    }

    AutomationExecutor executor(String documentName) {
        return executors.getOrDefault(documentName, parameters -> Map.of());
    }

    /** Sets how long each step takes. If not set, ten seconds. */
    public void step(Duration time) {
        step = time;
    }

    Duration step() {
        return step;
    }

    Table<AutomationRun> runs() {
        return runs;
    }

    /** All runs, brought up to now, the newest first. */
    List<AutomationRun> newestFirst(Instant now) {
        var all = new ArrayList<>(runs.all());
        all.forEach(run -> run.advance(now));
        Collections.reverse(all);
        return all;
    }

    long running(Instant now) {
        return newestFirst(now).stream().filter(run -> !run.isOver(now)).count();
    }

    /** The runs started under each client token. */
    Map<String, String> tokens() {
        return tokens;
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
