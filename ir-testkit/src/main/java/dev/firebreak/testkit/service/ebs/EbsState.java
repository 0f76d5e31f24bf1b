package dev.firebreak.testkit.service.ebs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.util.HashMap;
import java.util.Map;

/** The snapshots that are being written in a Region, by snapshot id, and which call began each. */
final class EbsState implements ServiceState {
    private final Map<String, Upload> uploads = new HashMap<>();
    private final Map<String, String> byToken = new HashMap<>();

    private EbsState(Region region) {}

    static EbsState of(Call call) {
        return call.region().state(EbsState.class, EbsState::new);
    }

    Map<String, Upload> uploads() {
        return uploads;
    }

    /** The snapshots begun, by client token. */
    Map<String, String> byToken() {
        return byToken;
    }

    /** Uploads show as the pending snapshots that they are. */
    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
