package dev.firebreak.testkit.service.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.DeliveryChannel;
import software.amazon.awssdk.services.config.model.RemediationConfiguration;

/** The recorder of an account in a Region, what it has recorded, and the rules. */
final class ConfigState implements ServiceState {
    private static final int MOST_ITEMS = 1000;

    private final Region region;
    private final Map<ResourceKey, List<ConfigurationItem>> items = new LinkedHashMap<>();
    private final Map<ResourceKey, Observed> latest = new HashMap<>();
    private final SortedMap<String, StoredRule> rules = new TreeMap<>();
    private final SortedMap<String, RemediationConfiguration> remediations = new TreeMap<>();
    private @Nullable ConfigurationRecorder recorder;
    private @Nullable DeliveryChannel channel;
    private boolean recording;
    private @Nullable Instant started;
    private @Nullable Instant stopped;

    private ConfigState(Region region) {
        this.region = region;
    }

    static ConfigState of(Region region) {
        return region.state(ConfigState.class, ConfigState::new);
    }

    Region region() {
        return region;
    }

    /** The items of every resource, the oldest first. */
    Map<ResourceKey, List<ConfigurationItem>> items() {
        return items;
    }

    void add(ResourceKey key, ConfigurationItem item) {
        List<ConfigurationItem> all = items.computeIfAbsent(key, made -> new ArrayList<>());
        if (all.size() == MOST_ITEMS) {
            all.remove(0);
        }
        all.add(item);
    }

    /** The resources as they were last seen. */
    Map<ResourceKey, Observed> latest() {
        return latest;
    }

    SortedMap<String, StoredRule> rules() {
        return rules;
    }

    SortedMap<String, RemediationConfiguration> remediations() {
        return remediations;
    }

    @Nullable
    ConfigurationRecorder recorder() {
        return recorder;
    }

    void recorder(@Nullable ConfigurationRecorder value) {
        recorder = value;
    }

    @Nullable
    DeliveryChannel channel() {
        return channel;
    }

    void channel(@Nullable DeliveryChannel value) {
        channel = value;
    }

    boolean recording() {
        return recording;
    }

    void start(Instant now) {
        recording = true;
        started = now;
    }

    void stop(Instant now) {
        recording = false;
        stopped = now;
    }

    @Nullable
    Instant started() {
        return started;
    }

    @Nullable
    Instant stopped() {
        return stopped;
    }

    /** Whether the recorder records this type of resource. */
    boolean records(String type) {
        ConfigurationRecorder current = recorder;
        if (current == null || current.recordingGroup() == null) {
            return false;
        }
        var group = current.recordingGroup();
        if (Boolean.TRUE.equals(group.allSupported())) {
            return !type.startsWith("AWS::IAM::") || Boolean.TRUE.equals(group.includeGlobalResourceTypes());
        }
        if (group.exclusionByResourceTypes() != null
                && !group.exclusionByResourceTypes().resourceTypes().isEmpty()) {
            return !group.exclusionByResourceTypes().resourceTypesAsStrings().contains(type);
        }
        return group.resourceTypesAsStrings().contains(type);
    }

    void requireRecorder() {
        if (recorder == null) {
            throw AwsError.of("NoAvailableConfigurationRecorderException", "Configuration recorder is not available.");
        }
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ConfigurationRecorder current = recorder;
        if (current != null) {
            json.set("recorder", SdkJson.of(current));
            json.put("recording", recording);
        }
        DeliveryChannel target = channel;
        if (target != null) {
            json.set("channel", SdkJson.of(target));
        }
        rules.forEach((name, rule) -> json.withObject("/rules").set(name, SdkJson.of(rule.settings())));
        remediations.forEach((name, each) -> json.withObject("/remediations").set(name, SdkJson.of(each)));
        return json;
    }
}
