package dev.firebreak.testkit.service.ec2.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;

/** Whether a Region lets images be shared with everybody; new accounts block it. */
final class ImageSettings implements ServiceState {
    static final String UNBLOCKED = "unblocked";
    static final String BLOCKED = "block-new-sharing";

    private String block = BLOCKED;

    private ImageSettings(Region region) {}

    static ImageSettings of(Call call) {
        return call.region().state(ImageSettings.class, ImageSettings::new);
    }

    String block() {
        return block;
    }

    void block(String state) {
        block = state;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return block.equals(BLOCKED) ? json : json.put("blockPublicAccess", block);
    }
}
