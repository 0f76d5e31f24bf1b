package dev.firebreak.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.journal.JournalRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the journal of an incident says about each step. */
final class Ledger {
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Entry> takenBack = new LinkedHashMap<>();
    private final Map<String, JsonNode> left = new LinkedHashMap<>();
    private @Nullable Plan lastPlan;

    Ledger(List<JournalRecord> records) {
        records.forEach(this::add);
    }

    /**
     * A change that was begun and not taken back.
     *
     * @param before the state before the first attempt
     * @param after the state that was last seen behind the last attempt; null while that is under way
     * @param made what the attempts so far have made
     * @param touched when the journal last told of it
     */
    record Entry(JsonNode before, @Nullable JsonNode after, Made made, Instant touched) {
        /** Whether the state behind the last attempt shows the whole change. */
        boolean verified() {
            return after != null && made.states().contains(after);
        }

        /** Whether all that was made is known. */
        boolean isSure() {
            return verified() && made.all();
        }

        private static Entry begunBy(JournalRecord item) {
            return new Entry(item.data().path("before"), null, new Made(Set.of(), true), item.at());
        }

        private Entry begunAgainBy(Entry again) {
            return new Entry(before, null, new Made(made.states, isSure()), again.touched);
        }

        private Entry endedBy(JournalRecord item, @Nullable JsonNode left) {
            if (left == null) {
                return new Entry(before, after, made, item.at());
            }
            boolean whole = item.type().equals(Records.VERIFIED);
            return new Entry(before, left, made.and(left, whole), item.at());
        }
    }

    /**
     * States that were left behind.
     *
     * @param states those that were seen to show the whole change
     * @param all whether these are all, or an attempt before the last one may have made another that nobody has seen
     */
    record Made(Set<JsonNode> states, boolean all) {
        private Made and(JsonNode state, boolean whole) {
            var known = new HashSet<>(states);
            if (whole) {
                known.add(state);
            } else {
                known.remove(state);
            }
            return new Made(Set.copyOf(known), all);
        }
    }

    private void add(JournalRecord item) {
        addChange(item);
        addSuccess(item);
    }

    private void addChange(JournalRecord item) {
        switch (item.type()) {
            case Records.PLANNED -> plan(PlanJson.read(item.data().toString()));
            case Records.INTENDED -> {
                takenBack.remove(item.step());
                entries.merge(item.step(), Entry.begunBy(item), Entry::begunAgainBy);
            }
            case Records.APPLIED -> reopen(item);
            case Records.UNKNOWN -> {
                reopen(item);
                entries.computeIfPresent(item.step(), (id, entry) -> ended(item, entry));
            }
            case Records.VERIFIED, Records.UNVERIFIED, Records.FAILED ->
                entries.computeIfPresent(item.step(), (id, entry) -> ended(item, entry));
            case Records.REVERTED ->
                Optional.ofNullable(entries.remove(item.step())).ifPresent(entry -> takenBack.put(item.step(), entry));
            default -> {
                // Other types, an application's among them, say nothing about what there is to take back.
            }
        }
    }

    /** Somebody released while this change was under way, and it was made behind that. */
    private void reopen(JournalRecord item) {
        Optional.ofNullable(takenBack.remove(item.step())).ifPresent(entry -> entries.put(item.step(), entry));
    }

    private void addSuccess(JournalRecord item) {
        switch (item.type()) {
            case Records.VERIFIED -> left.put(item.step(), item.data().path("after"));
            case Records.UNCHANGED -> left.put(item.step(), item.data().path("state"));
            case Records.INTENDED,
                    Records.UNVERIFIED,
                    Records.UNKNOWN,
                    Records.FAILED,
                    Records.UNDONE,
                    Records.REVERTED -> left.remove(item.step());
            default -> {
                // The last ending counts.
            }
        }
    }

    /** A refused change that left everything as it was is not open. */
    private static @Nullable Entry ended(JournalRecord item, Entry entry) {
        JsonNode after = item.data().get("after");
        boolean untouched = item.type().equals(Records.FAILED) && entry.before().equals(after);
        return untouched ? null : entry.endedBy(item, after);
    }

    /** Adds a plan that was recorded just now. */
    void plan(Plan plan) {
        plan.steps().forEach(step -> steps.put(step.id(), step));
        lastPlan = plan;
    }

    /** The plan recorded last. */
    Optional<Plan> lastPlan() {
        return Optional.ofNullable(lastPlan);
    }

    /** The open change of a step. */
    Optional<Entry> entry(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Whether a step ended well when it last ended, and was not taken back since. */
    boolean hasSucceeded(String id) {
        return left.containsKey(id);
    }

    /** The states that steps left which ended well, by step. */
    Map<String, JsonNode> left() {
        return left;
    }

    /** The steps with open changes. */
    Collection<Step> open() {
        return entries.keySet().stream()
                .map(steps::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** All steps ever planned, by id. */
    Map<String, Step> steps() {
        return steps;
    }
}
