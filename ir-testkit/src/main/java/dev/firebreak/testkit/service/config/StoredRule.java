package dev.firebreak.testkit.service.config;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.ConfigRule;

/** A rule and what it found. */
final class StoredRule {
    private final Map<ResourceKey, Finding> findings = new LinkedHashMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private ConfigRule settings;
    private @Nullable Instant evaluated;

    StoredRule(ConfigRule settings) {
        this.settings = settings;
    }

    /**
     * What a rule found of a resource.
     *
     * @param compliance whether the resource complies
     * @param annotation why not; empty when nothing is to be said
     * @param at when it was found
     */
    record Finding(ComplianceType compliance, String annotation, Instant at) {}

    ConfigRule settings() {
        return settings;
    }

    void settings(ConfigRule value) {
        settings = value;
    }

    Map<ResourceKey, Finding> findings() {
        return findings;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    @Nullable
    Instant evaluated() {
        return evaluated;
    }

    void evaluated(Instant now) {
        evaluated = now;
    }

    /** A rule complies when no resource fails it; without any resource there is too little to say. */
    ComplianceType compliance() {
        boolean failed = findings.values().stream().anyMatch(each -> each.compliance() == ComplianceType.NON_COMPLIANT);
        boolean passed = findings.values().stream().anyMatch(each -> each.compliance() == ComplianceType.COMPLIANT);
        return failed
                ? ComplianceType.NON_COMPLIANT
                : passed ? ComplianceType.COMPLIANT : ComplianceType.INSUFFICIENT_DATA;
    }
}
