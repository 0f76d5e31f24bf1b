package dev.firebreak.testkit.service.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The secrets of one account in one Region, by name. */
final class SecretsState implements ServiceState {
    private final Region region;
    private final SortedMap<String, Secret> secrets = new TreeMap<>();

    SecretsState(Region region) {
        this.region = region;
    }

    static SecretsState of(Region region) {
        return region.state(SecretsState.class, SecretsState::new);
    }

    /** All that are not yet gone for good. */
    SortedMap<String, Secret> all() {
        var now = region.world().now();
        secrets.values()
                .removeIf(secret -> secret.isMarkedForDeletion()
                        && !secret.facts().deletedDate().isAfter(now));
        return secrets;
    }

    /** The secret of a name, an ARN, or an ARN without the six characters at its end. */
    Optional<Secret> find(String id) {
        Secret named = all().get(id);
        if (named != null || !id.startsWith("arn:")) {
            return Optional.ofNullable(named);
        }
        return all().values().stream()
                .filter(secret -> secret.arn().equals(id)
                        || secret.arn().substring(0, secret.arn().length() - 7).equals(id))
                .findFirst();
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        all().forEach((name, secret) -> json.set(name, secret.snapshot()));
        return json;
    }
}
