package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Log messages say which incident and which step they belong to. */
class LogContextTest {
    private static final Step OFF = Switchboard.step(Switchboard.ref("a")).build();

    private final Switchboard board = new Switchboard();
    private final Map<String, String> changing = new ConcurrentHashMap<>();
    private final Containment containment = Containment.builder()
            .provider(board)
            .journal(InMemoryJournal.create())
            .sleeper(pause -> {})
            .build();

    @BeforeEach
    void begin() {
        board.switches.put("a", "on");
        board.beforeChange = id -> changing.putAll(MDC.getCopyOfContextMap());
        MDC.put("application", "desk");
    }

    @AfterEach
    void end() {
        MDC.clear();
    }

    private ContainmentPlan plan() {
        return containment
                .incident("IR-1")
                .contain(new Switch("a"), Switchboard.turnOff())
                .plan();
    }

    @Test
    void execute_step_isInTheContextOfItsChange() {
        plan().execute();

        assertThat(changing).containsEntry("firebreak.incident", "IR-1").containsEntry("firebreak.step", OFF.id());
        assertThat(MDC.getCopyOfContextMap()).containsExactly(Map.entry("application", "desk"));
    }

    @Test
    void release_step_isInTheContextOfItsChange() {
        plan().execute();
        changing.clear();

        containment.release("IR-1");

        assertThat(changing).containsEntry("firebreak.incident", "IR-1").containsEntry("firebreak.step", OFF.id());
    }

    @Test
    void plan_action_hasTheIncidentAndWhatTheCallerHad() {
        List<Map<String, String>> seen = Collections.synchronizedList(new ArrayList<>());

        containment
                .incident("IR-1")
                .<Switch>containAll(
                        context -> {
                            seen.add(MDC.getCopyOfContextMap());
                            return List.of(new Switch("a"));
                        },
                        (target, context) -> {
                            seen.add(MDC.getCopyOfContextMap());
                            return List.of();
                        })
                .plan();

        assertThat(seen).hasSize(2).containsOnly(Map.of("application", "desk", "firebreak.incident", "IR-1"));
    }
}
