package dev.firebreak.testkit.service.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.pattern.EventPattern;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** A rule: which events, or which times, go to which targets. */
final class Rule {
    /** What PutRule sets, all of it anew each time. */
    record Settings(
            @Nullable String pattern,
            @Nullable String schedule,
            String state,
            @Nullable String description,
            @Nullable String role) {}

    private final String name;
    private final String arn;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private Settings settings;
    private @Nullable EventPattern pattern;
    private @Nullable Instant due;

    Rule(String name, String arn, Settings settings) {
        this.name = name;
        this.arn = arn;
        this.settings = settings;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    Settings settings() {
        return settings;
    }

    void settings(Settings changed) {
        settings = changed;
        pattern = changed.pattern() == null ? null : EventPattern.parse(changed.pattern());
    }

    boolean isEnabled() {
        return !settings.state().equals("DISABLED");
    }

    boolean matches(JsonNode event) {
        return pattern != null && pattern.matches(event);
    }

    /** The targets by id. */
    Map<String, Target> targets() {
        return targets;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    /** When the schedule comes next; empty without a schedule. */
    Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    void due(@Nullable Instant next) {
        due = next;
    }
}
