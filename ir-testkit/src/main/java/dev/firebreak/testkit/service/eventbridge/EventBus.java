package dev.firebreak.testkit.service.eventbridge;

import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event bus with its rules. */
final class EventBus {
    static final String DEFAULT = "default";

    /** Which bus it is. */
    record Name(String account, String region, String name) {
        String arn() {
            return "arn:aws:events:" + region + ":" + account + ":event-bus/" + name;
        }
    }

    private final Name name;
    private final @Nullable String description;
    private final Instant created;
    private final SortedMap<String, Rule> rules = new TreeMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private String policy = "";

    EventBus(Name name, @Nullable String description, Instant created) {
        this.name = name;
        this.description = description;
        this.created = created;
    }

    Name name() {
        return name;
    }

    String arn() {
        return name.arn();
    }

    boolean isDefault() {
        return name.name().equals(DEFAULT);
    }

    @Nullable
    String description() {
        return description;
    }

    Instant created() {
        return created;
    }

    /** The rules by name. */
    SortedMap<String, Rule> rules() {
        return rules;
    }

    Collection<Rule> allRules() {
        return rules.values();
    }

    String ruleArn(String rule) {
        String path = isDefault() ? rule : name.name() + "/" + rule;
        return "arn:aws:events:" + name.region() + ":" + name.account() + ":rule/" + path;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    /** The resource policy; empty when there is none. */
    String policy() {
        return policy;
    }

    void policy(String document) {
        policy = document;
    }
}
