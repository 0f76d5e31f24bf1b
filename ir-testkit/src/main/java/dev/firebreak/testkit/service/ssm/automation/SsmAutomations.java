package dev.firebreak.testkit.service.ssm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ssm.rate.Waves;
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
import java.util.Optional;

/** The automations of an account in a Region: what happened, so that snapshots have none of it. */
public final class SsmAutomations implements ServiceState {
    static final int CONCURRENT = 100;

    private final Table<AutomationRun> runs = new Table<>(AutomationRun::id);
    private final Waves<AutomationRun> places = new Waves<>(CONCURRENT, Integer.MAX_VALUE);
    private final Map<String, AutomationExecutor> executors = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private Duration step = Duration.ofSeconds(10);

    private SsmAutomations() {}

    /** The automations of a Region. */
    public static SsmAutomations of(Region region) {
        return region.state(SsmAutomations.class, made -> new SsmAutomations());
    }

    /**
     * Sets what a runbook does. If not set, a few runbooks of AWS have their effect, and all others fail at the first step that
     * would have one.
     */
    public void executor(String documentName, AutomationExecutor executor) {
        executors.put(documentName, executor);
    }

    AutomationExecutor executor(Call call, String documentName) {
        return Optional.ofNullable(executors.get(documentName))
                .or(() -> OwnedRunbooks.find(call, documentName))
                .orElse(parameters -> {
                    throw new IllegalStateException("This fake does not simulate the runbook " + documentName
                            + " (say what it does with SsmAutomations.executor)");
                });
    }

    /** Sets how long each step takes. If not set, ten seconds. */
    public void step(Duration time) {
        step = time;
    }

    Duration step() {
        return step;
    }

    /** Adds a run, which begins when it finds a place. */
    void add(AutomationRun run, Instant now) {
        runs.put(run);
        places.add(List.of(run));
        places.advance(now);
    }

    /** The run with this id, brought up to now. */
    Optional<AutomationRun> find(String id, Instant now) {
        places.advance(now);
        return runs.find(id);
    }

    /** All runs, brought up to now, the newest first. */
    List<AutomationRun> newestFirst(Instant now) {
        places.advance(now);
        var all = new ArrayList<>(runs.all());
        Collections.reverse(all);
        return all;
    }

    /** How many runs wait for a place. */
    int queued(Instant now) {
        places.advance(now);
        return places.waiting();
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
