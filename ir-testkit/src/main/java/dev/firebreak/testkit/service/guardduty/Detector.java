package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.world.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.guardduty.model.CreateFilterRequest;
import software.amazon.awssdk.services.guardduty.model.CreatePublishingDestinationRequest;
import software.amazon.awssdk.services.guardduty.model.Finding;
import software.amazon.awssdk.services.guardduty.model.Member;

/** A detector: GuardDuty, as it is enabled in one account and Region, with its findings. */
final class Detector {
    /** A list of trusted or of threatening addresses. */
    record AddressList(String name, String format, String location, boolean active, Map<String, String> tags) {}

    private final String id;
    private final String arn;
    private final Instant created;
    private final SortedMap<String, String> features = new TreeMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final Table<Finding> findings = new Table<>(Finding::id);
    private final Map<String, Instant> published = new LinkedHashMap<>();
    private final Map<String, CreateFilterRequest> filters = new LinkedHashMap<>();
    private final Map<String, AddressList> trusted = new LinkedHashMap<>();
    private final Map<String, AddressList> threats = new LinkedHashMap<>();
    private final Map<String, CreatePublishingDestinationRequest> destinations = new LinkedHashMap<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private boolean enabled;
    private String frequency;
    private Instant updated;

    Detector(String id, String arn, Instant created, boolean enabled, String frequency) {
        this.id = id;
        this.arn = arn;
        this.created = created;
        this.updated = created;
        this.enabled = enabled;
        this.frequency = frequency;
    }

    String id() {
        return id;
    }

    String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    Instant updated() {
        return updated;
    }

    boolean isEnabled() {
        return enabled;
    }

    /** How often updates of a finding are told. */
    String frequency() {
        return frequency;
    }

    void change(boolean enable, String newFrequency, Instant now) {
        enabled = enable;
        frequency = newFrequency;
        updated = now;
    }

    /** The features that were switched, by name, with {@code ENABLED} or {@code DISABLED}. */
    SortedMap<String, String> features() {
        return features;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    Table<Finding> findings() {
        return findings;
    }

    List<Finding> allFindings() {
        return new ArrayList<>(findings.all());
    }

    /** When findings were told last, by id. */
    Map<String, Instant> published() {
        return published;
    }

    /** The filters by name. */
    Map<String, CreateFilterRequest> filters() {
        return filters;
    }

    /** The lists of trusted addresses by id. */
    Map<String, AddressList> trusted() {
        return trusted;
    }

    /** The lists of threatening addresses by id. */
    Map<String, AddressList> threats() {
        return threats;
    }

    Map<String, CreatePublishingDestinationRequest> destinations() {
        return destinations;
    }

    /** The member accounts by id. */
    Map<String, Member> members() {
        return members;
    }
}
