package dev.firebreak.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Step;
import dev.firebreak.spi.BatchHandler;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Engine.Place;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A handler whose answers are checked, so that what its author got wrong is an exception which says so, and fails the steps concerned
 * and no others.
 */
record CheckedHandler<S>(StepHandler<S> handler) {
    /** Refuses a handler that could run no step. */
    static void requireUsable(StepHandler<?> handler) {
        var checked = new CheckedHandler<>(handler);
        checked.require(!checked.ask("kind", handler::kind).isBlank(), "has no kind");
        checked.ask("stateType", handler::stateType);
        checked.ask("cost", handler::cost);
        if (handler instanceof BatchHandler<?> many) {
            checked.require(many.batchSize() > 0, "has batch size " + many.batchSize() + " (must be at least 1)");
            checked.require(
                    !checked.ask("spacing", many::spacing).isNegative(),
                    "has spacing " + many.spacing() + " (must not be negative)");
        }
    }

    Cost cost() {
        return ask("cost", handler::cost);
    }

    /** Where a step runs that is in this lane, and is so urgent. */
    Place place(Step step, String lane, int urgency) {
        if (!(handler instanceof BatchHandler<S> many)) {
            return Place.alone(lane, urgency);
        }
        String batch = ask("batch", () -> batch(many, step));
        return new Place(lane, urgency, step.kind() + " " + batch, many.batchSize(), many.spacing());
    }

    private @Nullable String batch(BatchHandler<S> many, Step step) {
        try {
            return many.batch(step);
        } catch (RuntimeException e) {
            throw wrong("batch threw " + e, e);
        }
    }

    S observe(StepContext context) {
        return recorded(ask("observe", () -> handler.observe(context)));
    }

    /** The states that one look saw; none where steps are looked at one by one. */
    Map<String, S> observeAll(List<StepContext> contexts) {
        return contexts.size() > 1 && handler instanceof BatchHandler<S> many
                ? byStep("observeAll", contexts, () -> many.observeAll(contexts))
                : Map.of();
    }

    boolean verify(StepContext context, S now) {
        return ask("verify", () -> handler.verify(context, now));
    }

    /** What was thrown for each of the steps that did not go well; throws what holds for all of them. */
    Map<String, RuntimeException> applyAll(Map<StepContext, S> before) {
        if (handler instanceof BatchHandler<S> many) {
            Map<String, RuntimeException> thrown = byStep("applyAll", before.keySet(), () -> many.applyAll(before));
            thrown.forEach((id, exception) -> ask("applyAll for " + id, () -> exception));
            return thrown;
        }
        before.forEach((context, state) -> tell("apply", () -> handler.apply(context, state)));
        return Map.of();
    }

    /** An answer for many steps, which tells of none but those. */
    private <V> Map<String, V> byStep(String method, Collection<StepContext> given, Supplier<Map<String, V>> question) {
        Set<String> ids = given.stream().map(context -> context.step().id()).collect(Collectors.toSet());
        Map<String, V> answer = ask(method, question::get);
        answer.keySet()
                .forEach(id -> require(
                        ids.contains(id),
                        method + " answered for '" + id + "' (must be the id of a step that it was given)"));
        return answer;
    }

    void revert(StepContext context, S before, S now) {
        tell("revert", () -> handler.revert(context, before, now));
    }

    boolean isBack(S before, S now) {
        return ask("isBack", () -> handler.isBack(before, now));
    }

    boolean isOwnWork(StepContext context, S before, S now) {
        return ask("isOwnWork", () -> handler.isOwnWork(context, before, now));
    }

    /** The state that stands in the journal. */
    S state(JsonNode recorded) {
        return CanonicalJson.value(recorded, handler.stateType());
    }

    /** The state, which the journal will give back as it is. */
    S recorded(S state) {
        S back;
        try {
            byte[] written = CanonicalJson.bytes(CanonicalJson.tree(state));
            back = state(CanonicalJson.parse(new String(written, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw wrong("observed a state that cannot be kept as JSON: " + e.getMessage(), e);
        }
        require(
                back.equals(state),
                "observed a state that does not come back from JSON as it was: " + state + " comes back as " + back
                        + " (must be a record of texts, booleans, whole numbers, lists, maps and such records)");
        return state;
    }

    private void tell(String method, Runnable work) {
        Foreign.run(words(method), work);
    }

    private <T> T ask(String method, Supplier<@Nullable T> question) {
        T answer = Foreign.call(words(method), question);
        if (answer == null) {
            throw wrong(method + " answered null", null);
        }
        return answer;
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw wrong(otherwise, null);
        }
    }

    private IllegalStateException wrong(String what, @Nullable Throwable cause) {
        return new IllegalStateException(words(what), cause);
    }

    private String words(String what) {
        return "Cannot use the handler of '" + handler.kind() + "': "
                + handler.getClass().getName() + " " + what;
    }
}
