package dev.firebreak.testkit.service.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyState;

/** The keys and aliases of one account in one Region. */
final class KmsState implements ServiceState {
    private final Region region;
    private final Table<KmsKey> keys = new Table<>(KmsKey::id);
    private final SortedMap<String, AliasListEntry> aliases = new TreeMap<>();

    KmsState(Region region) {
        this.region = region;
    }

    static KmsState of(Region region) {
        return region.state(KmsState.class, KmsState::new);
    }

    Optional<KmsKey> find(String keyId) {
        settle();
        return keys.find(keyId);
    }

    List<KmsKey> all() {
        settle();
        return List.copyOf(keys.all());
    }

    void add(KmsKey key) {
        keys.put(key);
    }

    SortedMap<String, AliasListEntry> aliases() {
        settle();
        return aliases;
    }

    /** What time has brought: keys whose waiting period is over are gone, with their aliases, and others have new material. */
    private void settle() {
        Instant now = region.world().now();
        for (KmsKey key : List.copyOf(keys.all())) {
            Instant deletion = key.metadata().deletionDate();
            if (key.metadata().keyState() == KeyState.PENDING_DELETION && !deletion.isAfter(now)) {
                keys.remove(key.id());
                aliases.values().removeIf(alias -> key.id().equals(alias.targetKeyId()));
            } else if (key.isUsable()) {
                key.rotation().settle(key, now);
            }
        }
    }

    /** Without the keys that AWS makes by itself, which nobody could take back. */
    @Override
    public JsonNode snapshot() {
        settle();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (KmsKey key : keys.all()) {
            if (!key.isAwsManaged()) {
                json.set(key.id(), key.snapshot());
            }
        }
        aliases.forEach((name, alias) -> {
            if (!name.startsWith(KmsKeys.AWS_ALIAS)) {
                json.put(name, alias.targetKeyId());
            }
        });
        return json;
    }
}
