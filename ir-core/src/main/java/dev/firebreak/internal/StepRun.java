package dev.firebreak.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Effect;
import dev.firebreak.JournalException;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.internal.Ledger.Entry;
import dev.firebreak.internal.Waiting.Sight;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of one step in one run: observe, record the intention, apply, read back. */
final class StepRun<S> {
    private final Run run;
    private final GuardDesk guards;
    private final Step step;
    private final StepHandler<S> handler;
    private final StepContext context;
    private final Optional<Entry> earlier;

    private @Nullable S observed;
    private Failure trouble = new Failure(Failure.Kind.UNKNOWN, "it was not looked at", "", "");

    StepRun(Run run, GuardDesk guards, Step step, StepHandler<S> handler, Optional<Entry> earlier) {
        this.run = run;
        this.guards = guards;
        this.step = step;
        this.handler = handler;
        this.context = run.context(step);
        this.earlier = earlier;
    }

    /** Looks at the world. */
    void prepare() {
        try {
            observed = handler.observe(context);
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            trouble = run.classify(step, e);
        }
    }

    /** Carries the step out, as far as that is possible, and notes how it ended. */
    void run() {
        Optional<String> missing =
                step.requires().stream().filter(id -> !succeeded(id)).findFirst();
        if (missing.isPresent()) {
            end(StepStatus.SKIPPED, Records.SKIPPED, "it requires " + missing.get() + ", which did not succeed");
            return;
        }
        Optional<Refusal> refusal = guards.refusal(step);
        if (refusal.isPresent()) {
            String reason = refusal.get().guard() + ": " + refusal.get().reason();
            end(
                    StepStatus.REFUSED,
                    Records.REFUSED,
                    CanonicalJson.object().put("code", refusal.get().guard()),
                    reason);
        } else if (observed == null) {
            end(StepStatus.FAILED, Records.FAILED, facts(trouble), trouble.message() + "; nothing was changed");
        } else {
            carryOut(observed);
        }
    }

    private boolean succeeded(String id) {
        StepResult result = run.results().get(id);
        return result != null && result.status().succeeded();
    }

    private void carryOut(S seen) {
        S now = awaited(seen);
        if (handler.verify(context, now)) {
            alreadyDone(now);
        } else if (step.effect() == Effect.READ) {
            readBack("");
        } else {
            S before = earlier.map(entry -> CanonicalJson.value(entry.before(), handler.stateType()))
                    .orElse(now);
            run.record(step, Records.INTENDED, state("before", before));
            apply(before, true);
        }
    }

    /** What an earlier attempt has collected may not be visible yet; collecting again would make it twice. */
    private S awaited(S seen) {
        if (step.effect() != Effect.COLLECT || earlier.isEmpty() || handler.verify(context, seen)) {
            return seen;
        }
        return run.waitingSince(earlier.get().touched())
                .until(now -> handler.verify(context, now), this::observe, this::words)
                .seen()
                .orElse(seen);
    }

    /** With an open change in the journal it is ours, done before a crash or in an earlier run; without one it is not. */
    private void alreadyDone(S now) {
        run.leave(step.id(), CanonicalJson.tree(now));
        if (earlier.isPresent() || step.effect() != Effect.CHANGE) {
            end(StepStatus.VERIFIED, Records.VERIFIED, state("after", now), "");
        } else {
            end(StepStatus.UNCHANGED, Records.UNCHANGED, state("state", now), "it was so already");
        }
    }

    private void apply(S before, boolean mayRepeat) {
        try {
            handler.apply(context, before);
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            Failure failure = run.classify(step, e);
            if (failure.kind() == Failure.Kind.UNKNOWN) {
                resolve(before, failure, mayRepeat);
            } else {
                refused(failure);
            }
            return;
        }
        run.record(step, Records.APPLIED, CanonicalJson.object());
        readBack("");
    }

    private void refused(Failure failure) {
        ObjectNode data = facts(failure);
        Sight<S> sight = look();
        sight.seen().ifPresent(seen -> data.set("after", CanonicalJson.tree(seen)));
        end(StepStatus.FAILED, Records.FAILED, data, failure.message());
    }

    /** The answer was lost: the world says whether the change was made. */
    private void resolve(S before, Failure failure, boolean mayRepeat) {
        Sight<S> sight = run.waiting()
                .until(
                        now -> handler.verify(context, now) || (mayRepeat && !now.equals(before)),
                        this::observe,
                        this::words);
        Optional<S> seen = sight.seen();
        if (seen.isPresent() && handler.verify(context, seen.get())) {
            run.record(step, Records.APPLIED, facts(failure));
            verified(seen.get(), "the answer was lost; the change was found in place");
        } else if (sight.expected()) {
            apply(before, false);
        } else {
            ObjectNode data = facts(failure);
            seen.ifPresent(now -> data.set("after", CanonicalJson.tree(now)));
            end(StepStatus.UNKNOWN, Records.UNKNOWN, data, failure.message());
        }
    }

    private void readBack(String message) {
        Sight<S> sight = run.waiting().until(now -> handler.verify(context, now), this::observe, this::words);
        if (sight.expected() && sight.seen().isPresent()) {
            verified(sight.seen().get(), message);
            return;
        }
        ObjectNode data = CanonicalJson.object();
        sight.seen().ifPresent(now -> data.set("after", CanonicalJson.tree(now)));
        String late = "the change is not visible after "
                + run.settings().verifyTimeout().toSeconds() + " s"
                + (sight.trouble().isEmpty() ? "" : ": " + sight.trouble());
        if (step.effect() == Effect.READ) {
            end(
                    StepStatus.FAILED,
                    Records.FAILED,
                    data,
                    "the check does not hold: "
                            + sight.seen()
                                    .map(now -> CanonicalJson.text(CanonicalJson.tree(now)))
                                    .orElse(sight.trouble()));
        } else {
            end(StepStatus.UNVERIFIED, Records.UNVERIFIED, data, late);
        }
    }

    private void verified(S now, String message) {
        run.leave(step.id(), CanonicalJson.tree(now));
        end(StepStatus.VERIFIED, Records.VERIFIED, state("after", now), message);
    }

    private S observe() {
        return handler.observe(context);
    }

    private String words(RuntimeException exception) {
        return run.classify(step, exception).message();
    }

    private Sight<S> look() {
        return new Waiting(run.settings().sleeper(), java.time.Duration.ZERO)
                .until(now -> true, this::observe, this::words);
    }

    private static ObjectNode facts(Failure failure) {
        ObjectNode data = CanonicalJson.object();
        data.put("message", failure.message());
        data.put("code", failure.code());
        data.put("requestId", failure.requestId());
        return data;
    }

    private ObjectNode state(String name, S state) {
        return CanonicalJson.object().set(name, CanonicalJson.tree(state));
    }

    private void end(StepStatus status, String type, String message) {
        end(status, type, CanonicalJson.object(), message);
    }

    private void end(StepStatus status, String type, ObjectNode data, String message) {
        run.end(step, status, type, data, message);
    }
}
