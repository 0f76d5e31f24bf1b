package dev.firebreak.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Effect;
import dev.firebreak.JournalException;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.StepStatus;
import dev.firebreak.internal.Ledger.Entry;
import dev.firebreak.internal.Run.Ending;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.StepContext;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one step in one run: what was last seen, and what that says about how it ends. Calls nothing. */
final class StepRun<S> {
    private static final Failure NOT_LOOKED_AT = new Failure(Failure.Kind.UNKNOWN, "it was not looked at", "", "");

    private final Step step;
    private final CheckedHandler<S> handler;
    private final Run run;
    private final StepContext context;
    private final Optional<Entry> earlier;

    private @Nullable Instant begun;
    private @Nullable S seen;
    private @Nullable S before;
    private Failure trouble = NOT_LOOKED_AT;

    StepRun(Step step, CheckedHandler<S> handler, Run run, Optional<Entry> earlier) {
        this.step = step;
        this.handler = handler;
        this.run = run;
        this.context = run.context(step);
        this.earlier = earlier;
    }

    Step step() {
        return step;
    }

    StepContext context() {
        return context;
    }

    /** The change that an earlier attempt has left open. */
    Optional<Entry> earlier() {
        return earlier;
    }

    /** Notes that the step has begun, and when it first did. */
    Instant begin(Instant now) {
        begun = begun == null ? now : begun;
        return begun;
    }

    void saw(S state) {
        seen = state;
        trouble = NOT_LOOKED_AT;
    }

    void lookedInVain(Failure failure) {
        seen = null;
        trouble = failure;
    }

    boolean wasSeen() {
        return seen != null;
    }

    /** Whether the state last seen shows the change; one that cannot be judged is as good as not seen. */
    boolean isVisible() {
        try {
            return seen != null && handler.verify(context, seen);
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            lookedInVain(run.classify(step, e));
            return false;
        }
    }

    /** Whether there is a state that can be judged. */
    private boolean canBeJudged() {
        return isVisible() || seen != null;
    }

    /** Whether the state last seen is neither the one before nor shows the change. */
    boolean isHalfWay() {
        return !isVisible() && seen != null && !seen.equals(before);
    }

    /** The state before the first attempt. */
    S before() {
        return Objects.requireNonNull(before);
    }

    /** How the step ends without having been tried: by a requirement, the guards, or since it cannot be seen, judged or recorded. */
    Optional<Ending> hindrance(GuardDesk guards) {
        Optional<String> reason = step.requires().stream()
                .filter(id -> !run.hasSucceeded(id))
                .findFirst()
                .map(id -> "it requires " + id + ", which did not succeed");
        if (reason.isPresent()) {
            return Optional.of(ending(StepStatus.SKIPPED, Records.SKIPPED, reason.get()));
        }
        Optional<Refusal> refusal = guards.refusal(step);
        if (refusal.isPresent()) {
            return Optional.of(refused(refusal.get()));
        }
        return canBeJudged() && knowsBefore()
                ? Optional.empty()
                : Optional.of(ending(
                        StepStatus.FAILED,
                        Records.FAILED,
                        facts(trouble),
                        trouble.message() + "; nothing was changed"));
    }

    /** Whether there is a state before the first attempt: no change is made that a release could not take back. */
    private boolean knowsBefore() {
        try {
            before = earlier.map(entry -> handler.state(entry.before())).orElse(seen);
            return true;
        } catch (RuntimeException e) {
            lookedInVain(run.classify(step, e));
            return false;
        }
    }

    private Ending refused(Refusal refusal) {
        String reason = refusal.guard() + ": " + refusal.reason();
        return ending(
                StepStatus.REFUSED, Records.REFUSED, CanonicalJson.object().put("code", refusal.guard()), reason);
    }

    /** The step is not tried, since the run stops. */
    Ending stopped(String reason) {
        return ending(StepStatus.SKIPPED, Records.SKIPPED, reason);
    }

    /** With an open change in the journal it is ours, done before a crash or in an earlier run; without one it is not. */
    Ending alreadyDone() {
        boolean ours = earlier.isPresent() || step.effect() != Effect.CHANGE;
        return ours
                ? ending(StepStatus.VERIFIED, Records.VERIFIED, state("after", seen), "")
                : ending(StepStatus.UNCHANGED, Records.UNCHANGED, state("state", seen), "it was so already");
    }

    /** What is to be in the journal before the change is tried. */
    ObjectNode intention() {
        return state("before", before);
    }

    Ending verified(String message) {
        return ending(StepStatus.VERIFIED, Records.VERIFIED, state("after", seen), message);
    }

    /** The provider said no. */
    Ending failed(Failure failure) {
        return ending(StepStatus.FAILED, Records.FAILED, withSeen(facts(failure)), failure.message());
    }

    /** There was no answer, and the world does not tell. */
    Ending unknown(Failure failure) {
        return ending(StepStatus.UNKNOWN, Records.UNKNOWN, withSeen(facts(failure)), failure.message());
    }

    /** The provider said yes, and the change did not appear. */
    Ending invisible(String waited) {
        ObjectNode data = withSeen(CanonicalJson.object());
        if (step.effect() == Effect.READ) {
            return ending(StepStatus.FAILED, Records.FAILED, data, "the check does not hold: " + words());
        }
        String late = "the change is not visible " + waited + (seen == null ? ": " + trouble.message() : "");
        return ending(StepStatus.UNVERIFIED, Records.UNVERIFIED, data, late);
    }

    /** It was verified, and is not there any more. */
    Ending undone() {
        String reason = "somebody has changed it back: it is now " + words()
                + "; find out who, cut them off, and run the plan again";
        return ending(StepStatus.UNDONE, Records.UNDONE, state("now", seen), reason);
    }

    private String words() {
        return seen == null ? trouble.message() : CanonicalJson.text(CanonicalJson.tree(seen));
    }

    private ObjectNode withSeen(ObjectNode data) {
        return seen == null ? data : data.set("after", CanonicalJson.tree(seen));
    }

    static ObjectNode facts(Failure failure) {
        ObjectNode data = CanonicalJson.object();
        data.put("message", failure.message());
        data.put("code", failure.code());
        data.put("requestId", failure.requestId());
        return data;
    }

    private ObjectNode state(String name, @Nullable S state) {
        return CanonicalJson.object().set(name, CanonicalJson.tree(Objects.requireNonNull(state)));
    }

    private Ending ending(StepStatus status, String type, String message) {
        return ending(status, type, CanonicalJson.object(), message);
    }

    private Ending ending(StepStatus status, String type, ObjectNode data, String message) {
        return new Ending(step, status, type, data, message);
    }
}
