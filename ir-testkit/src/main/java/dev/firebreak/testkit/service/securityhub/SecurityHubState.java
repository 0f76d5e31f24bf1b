package dev.firebreak.testkit.service.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Security Hub of one account in one Region. */
final class SecurityHubState implements ServiceState {
    private @Nullable Hub hub;

    SecurityHubState(Region region) {}

    static SecurityHubState of(Region region) {
        return region.state(SecurityHubState.class, SecurityHubState::new);
    }

    /** The hub that a call is about. */
    static Hub required(Call call) {
        return of(call.region())
                .hub()
                .orElseThrow(
                        () -> SecurityHubErrors.notSubscribed(call.account().id()));
    }

    Optional<Hub> hub() {
        return Optional.ofNullable(hub);
    }

    void hub(@Nullable Hub value) {
        hub = value;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        hub().ifPresent(present -> {
            json.put("arn", present.arn());
            var actions = json.putArray("actionTargets");
            present.actionTargets().keySet().forEach(actions::add);
            var standards = json.putArray("standards");
            present.standards().forEach(standards::add);
            var findings = json.putArray("findings");
            present.findings().all().stream()
                    .map(finding -> finding.id() + " " + finding.workflow().statusAsString() + " "
                            + finding.recordStateAsString())
                    .sorted()
                    .forEach(findings::add);
        });
        return json;
    }
}
