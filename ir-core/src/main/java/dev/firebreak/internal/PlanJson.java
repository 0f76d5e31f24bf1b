package dev.firebreak.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Effect;
import dev.firebreak.Incident;
import dev.firebreak.Phase;
import dev.firebreak.Plan;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Refusal;
import dev.firebreak.Severity;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.CanonicalJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans as JSON, and back. */
public final class PlanJson {
    private static final int VERSION = 1;

    private PlanJson() {}

    /** Everything in the plan but its digest. */
    public static ObjectNode content(Plan plan) {
        ObjectNode tree = CanonicalJson.object();
        tree.put("version", VERSION);
        tree.set("incident", incident(plan.incident()));
        tree.put("createdAt", plan.createdAt().toString());
        ArrayNode steps = tree.putArray("steps");
        plan.steps().forEach(step -> steps.add(step(step)));
        tree.set("refusals", refusals(plan.refusals()));
        tree.set("warnings", CanonicalJson.tree(plan.warnings()));
        return tree;
    }

    /** What guards kept out, as JSON. */
    public static JsonNode refusals(List<Refusal> refusals) {
        return CanonicalJson.tree(refusals.stream()
                .map(refusal -> Map.of(
                        "target", refusal.target().toString(),
                        "step", refusal.step(),
                        "guard", refusal.guard(),
                        "reason", refusal.reason()))
                .toList());
    }

    static ObjectNode incident(Incident incident) {
        ObjectNode tree = CanonicalJson.object();
        tree.put("id", incident.id());
        tree.put("title", incident.title());
        tree.put("severity", incident.severity().name());
        incident.openedAt().ifPresent(at -> tree.put("openedAt", at.toString()));
        incident.dedupeKey().ifPresent(key -> tree.put("dedupeKey", key));
        tree.set("tags", CanonicalJson.tree(new TreeMap<>(incident.tags())));
        return tree;
    }

    static ObjectNode step(Step step) {
        ObjectNode tree = CanonicalJson.object();
        tree.put("id", step.id());
        tree.put("kind", step.kind());
        tree.put("target", step.target().toString());
        tree.put("resource", step.resource().toString());
        ArrayNode affects = tree.putArray("affects");
        step.affects().forEach(target -> affects.add(target.toString()));
        step.parameters().forEach(tree.putObject("parameters")::put);
        new TreeSet<>(step.requires()).forEach(tree.putArray("requires")::add);
        new TreeSet<>(step.after()).forEach(tree.putArray("after")::add);
        tree.put("phase", step.phase().name());
        tree.put("effect", step.effect().name());
        step.irreversibleBecause().ifPresent(reason -> tree.put("irreversibleBecause", reason));
        tree.put("summary", step.summary());
        step.notes().forEach(tree.putArray("notes")::add);
        step.permissions().forEach(tree.putArray("permissions")::add);
        tree.put("calls", step.calls());
        return tree;
    }

    /** Reads a plan, and refuses one that was altered. */
    public static Plan read(String json) {
        try {
            return checked(CanonicalJson.parse(json));
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
            throw new PlanRejectedException("Cannot read plan: " + e.getMessage(), e);
        }
    }

    private static Plan checked(JsonNode tree) {
        if (field(tree, "version").asInt() != VERSION) {
            throw new IllegalArgumentException(
                    "Invalid plan version: " + field(tree, "version") + " (must be " + VERSION + ")");
        }
        Plan plan = plan(tree);
        String claimed = text(tree, "digest");
        if (!plan.digest().equals(claimed)) {
            throw new IllegalArgumentException(
                    "the plan was altered: its content has digest " + plan.digest() + ", but it says " + claimed);
        }
        return plan;
    }

    private static Plan plan(JsonNode tree) {
        Plan.Builder plan = Plan.builder();
        plan.incident(readIncident(field(tree, "incident")));
        plan.createdAt(Instant.parse(text(tree, "createdAt")));
        field(tree, "steps").forEach(step -> plan.addSteps(readStep(step)));
        field(tree, "refusals")
                .forEach(refusal -> plan.addRefusals(new Refusal(
                        TargetRef.parse(text(refusal, "target")),
                        text(refusal, "step"),
                        text(refusal, "guard"),
                        text(refusal, "reason"))));
        plan.addAllWarnings(texts(tree, "warnings"));
        return plan.build();
    }

    static Incident readIncident(JsonNode tree) {
        Incident.Builder incident = Incident.builder()
                .id(text(tree, "id"))
                .title(text(tree, "title"))
                .severity(Severity.valueOf(text(tree, "severity")))
                .putAllTags(map(tree, "tags"));
        if (tree.has("openedAt")) {
            incident.openedAt(Instant.parse(text(tree, "openedAt")));
        }
        if (tree.has("dedupeKey")) {
            incident.dedupeKey(text(tree, "dedupeKey"));
        }
        return incident.build();
    }

    private static Step readStep(JsonNode tree) {
        Step.Builder builder = Step.builder(text(tree, "kind"), TargetRef.parse(text(tree, "resource")))
                .target(TargetRef.parse(text(tree, "target")))
                .affects(texts(tree, "affects").stream().map(TargetRef::parse).toList())
                .parameters(map(tree, "parameters"))
                .requires(texts(tree, "requires"))
                .after(texts(tree, "after"))
                .phase(Phase.valueOf(text(tree, "phase")))
                .effect(Effect.valueOf(text(tree, "effect")))
                .summary(text(tree, "summary"))
                .notes(texts(tree, "notes"))
                .permissions(texts(tree, "permissions"))
                .calls(field(tree, "calls").asInt());
        if (tree.has("irreversibleBecause")) {
            builder.irreversibleBecause(text(tree, "irreversibleBecause"));
        }
        return builder.build();
    }

    private static JsonNode field(JsonNode tree, String name) {
        JsonNode field = tree.get(name);
        if (field == null) {
            throw new IllegalArgumentException("it has no '" + name + "'");
        }
        return field;
    }

    private static String text(JsonNode tree, String name) {
        JsonNode field = field(tree, name);
        if (!field.isTextual()) {
            throw new IllegalArgumentException("'" + name + "' is not a text");
        }
        return field.textValue();
    }

    private static List<String> texts(JsonNode tree, String name) {
        var texts = new ArrayList<String>();
        field(tree, name).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Map<String, String> map(JsonNode tree, String name) {
        var map = new TreeMap<String, String>();
        JsonNode object = field(tree, name);
        object.fieldNames().forEachRemaining(key -> map.put(key, text(object, key)));
        return map;
    }
}
