package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.SdkJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.InsightSelector;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** A trail: its settings, whether it logs, what it is to deliver next, and how its deliveries went. */
final class StoredTrail {
    private static final int MOST_PENDING = 100_000;

    private final SortedMap<String, String> tags = new TreeMap<>();
    private final DigestChain digests = new DigestChain();
    private final List<RecordedEvent> pending = new ArrayList<>();
    private Trail settings;
    private EventSelectors selectors = EventSelectors.ALL_MANAGEMENT;
    private List<InsightSelector> insights = List.of();
    private boolean logging;
    private @Nullable Instant started;
    private @Nullable Instant stopped;
    private @Nullable Instant delivered;
    private String error = "";

    StoredTrail(Trail settings) {
        this.settings = settings;
    }

    Trail settings() {
        return settings;
    }

    void settings(Trail value) {
        settings = value;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    DigestChain digests() {
        return digests;
    }

    EventSelectors selectors() {
        return selectors;
    }

    void selectors(EventSelectors value) {
        selectors = value;
    }

    List<InsightSelector> insights() {
        return insights;
    }

    void insights(List<InsightSelector> value) {
        insights = List.copyOf(value);
    }

    boolean logging() {
        return logging;
    }

    void start(Instant now) {
        if (!logging) {
            logging = true;
            started = now;
            digests.start(now);
        }
    }

    void stop(Instant now) {
        if (logging) {
            logging = false;
            stopped = now;
        }
    }

    @Nullable
    Instant started() {
        return started;
    }

    @Nullable
    Instant stopped() {
        return stopped;
    }

    @Nullable
    Instant delivered() {
        return delivered;
    }

    /** What went wrong with the latest delivery; empty when it went well. */
    String error() {
        return error;
    }

    void delivered(Instant now) {
        delivered = now;
        error = "";
    }

    void failed(String code) {
        error = code;
    }

    /** Whether the trail logs this event. */
    boolean takes(RecordedEvent event) {
        return logging
                && (Boolean.TRUE.equals(settings.isMultiRegionTrail())
                        || settings.homeRegion().equals(event.place().region()))
                && (Boolean.TRUE.equals(settings.includeGlobalServiceEvents()) || !isGlobal(event))
                && selectors.take(event);
    }

    private static boolean isGlobal(RecordedEvent event) {
        String source = event.kind().source();
        return source.startsWith("iam.")
                || source.startsWith("cloudfront.")
                || (source.startsWith("sts.") && event.place().region().equals("us-east-1"));
    }

    /** Keeps an event for the next delivery. Beyond 100,000 the trail falls behind, and loses the oldest. */
    void pend(RecordedEvent event) {
        if (pending.size() == MOST_PENDING) {
            pending.remove(0);
        }
        pending.add(event);
    }

    List<RecordedEvent> pending() {
        return pending;
    }

    ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("settings", SdkJson.of(settings));
        json.put("logging", logging);
        json.set("selectors", selectors.snapshot());
        ArrayNode insight = json.putArray("insights");
        insights.forEach(selector -> insight.add(selector.insightTypeAsString()));
        ObjectNode tagged = json.putObject("tags");
        tags.forEach(tagged::put);
        return json;
    }
}
