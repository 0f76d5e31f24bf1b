package dev.firebreak.testkit.service.guardduty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The GuardDuty of one account in one Region: at most one detector. */
final class GuardDutyState implements ServiceState {
    private @Nullable Detector detector;

    GuardDutyState(Region region) {}

    static GuardDutyState of(Region region) {
        return region.state(GuardDutyState.class, GuardDutyState::new);
    }

    /** The detector that a call names. */
    static Detector detector(Call call, @Nullable String id) {
        return of(call.region())
                .detector()
                .filter(detector -> detector.id().equals(id))
                .orElseThrow(GuardDutyErrors::noDetector);
    }

    Optional<Detector> detector() {
        return Optional.ofNullable(detector);
    }

    void detector(@Nullable Detector value) {
        detector = value;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        detector().ifPresent(present -> {
            json.put("enabled", present.isEnabled()).put("frequency", present.frequency());
            ObjectNode features = json.putObject("features");
            present.features().forEach(features::put);
            ObjectNode archived = json.putObject("findings");
            new TreeMap<String, Boolean>(archived(present)).forEach(archived::put);
            var filters = json.putArray("filters");
            present.filters().keySet().stream().sorted().forEach(filters::add);
        });
        return json;
    }

    private static TreeMap<String, Boolean> archived(Detector detector) {
        var archived = new TreeMap<String, Boolean>();
        detector.allFindings()
                .forEach(finding -> archived.put(finding.id(), finding.service().archived()));
        return archived;
    }
}
