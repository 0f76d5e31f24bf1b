package dev.firebreak.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Effect;
import dev.firebreak.JournalException;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.internal.Ledger.Entry;
import dev.firebreak.internal.Waiting.Sight;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes one step back: observe, refuse drift, record the intention, revert, read back. */
final class StepRelease<S> {
    private static final String BACK_ALREADY = "it was back already";

    private final Run run;
    private final Step step;
    private final CheckedHandler<S> handler;
    private final StepContext context;
    private final Entry entry;
    private final Set<String> dependents;

    StepRelease(Run run, Step step, CheckedHandler<S> handler, Entry entry, Set<String> dependents) {
        this.run = run;
        this.step = step;
        this.handler = handler;
        this.context = run.context(step);
        this.entry = entry;
        this.dependents = dependents;
    }

    void run() {
        Optional<StepResult> inTheWay = dependents.stream()
                .map(run.results()::get)
                .filter(result -> result != null && !goneBack(result.status()))
                .findFirst();
        if (step.irreversibleBecause().isPresent()) {
            leave(step.irreversibleBecause().get());
        } else if (inTheWay.isPresent()) {
            notReverted(StepStatus.KEPT, inTheWay.get().step().id() + ", which relies on it, was not taken back");
        } else {
            takeBack();
        }
    }

    private static boolean goneBack(StepStatus status) {
        return status == StepStatus.REVERTED || status == StepStatus.IRREVERSIBLE;
    }

    /** A change that was recorded before a crash, and never made, is not one that cannot be taken back. */
    private void leave(String reason) {
        if (!entry.verified() && isBack()) {
            reverted(BACK_ALREADY);
        } else {
            notReverted(StepStatus.IRREVERSIBLE, reason);
        }
    }

    private boolean isBack() {
        try {
            S before = before();
            return handler.isBack(before, arrived(before, handler.observe(context)));
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException notSeen) {
            return false;
        }
    }

    private S before() {
        return handler.state(entry.before());
    }

    private void takeBack() {
        S before;
        S now;
        boolean back;
        boolean asLeft;
        try {
            before = before();
            now = arrived(before, handler.observe(context));
            back = handler.isBack(before, now);
            asLeft = !back && asLeft(before, now);
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            notReverted(StepStatus.FAILED, run.classify(step, e).message());
            return;
        }
        if (back) {
            reverted(BACK_ALREADY);
        } else if (asLeft) {
            run.record(step, Records.RELEASE_INTENDED, state("now", now));
            revert(before, now);
        } else {
            notReverted(StepStatus.DRIFTED, drift(now));
        }
    }

    /** A change that nobody has seen may be there and not be visible yet: then nothing is back already. */
    private S arrived(S before, S now) {
        if (entry.verified() || !handler.isBack(before, now)) {
            return now;
        }
        return run.waitingSince(entry.touched())
                .until(later -> !handler.isBack(before, later), () -> handler.observe(context))
                .seen()
                .orElse(now);
    }

    /**
     * What was left behind is not known for sure of an attempt that was not verified. Of a change that was made anew any state counts that
     * it had: another incident may have changed it in between, and gone back to that.
     */
    private boolean asLeft(S before, S now) {
        if (step.effect() == Effect.CLEANUP) {
            return true;
        }
        boolean same = Stream.concat(Stream.ofNullable(entry.after()), entry.made().states().stream())
                .anyMatch(left -> now.equals(handler.state(left)));
        return same || (!entry.isSure() && handler.isOwnWork(context, before, now));
    }

    private String drift(S now) {
        String left = entry.after() == null ? "not recorded" : CanonicalJson.text(entry.after());
        return "somebody changed it since: it was left as " + left + ", it is now "
                + CanonicalJson.text(CanonicalJson.tree(now)) + "; nothing was touched. Before containment it was "
                + CanonicalJson.text(entry.before())
                + "; restore it by hand, or set it as it was left and release again";
    }

    private void revert(S before, S now) {
        Optional<Failure> failure = attempt(before, now);
        if (failure.isPresent() && failure.get().kind() != Failure.Kind.UNKNOWN) {
            boolean inUse = failure.get().kind() == Failure.Kind.IN_USE;
            notReverted(
                    inUse ? StepStatus.KEPT : StepStatus.FAILED, failure.get().message());
            return;
        }
        Waiting waiting = run.waiting();
        Sight<S> sight = waiting.until(later -> handler.isBack(before, later), () -> handler.observe(context));
        if (sight.expected()) {
            reverted(failure.isPresent() ? "the answer was lost; it was found to be back" : "");
        } else if (failure.isPresent()) {
            notReverted(StepStatus.UNKNOWN, failure.get().message());
        } else {
            notReverted(StepStatus.UNVERIFIED, "it is not back " + waiting.words());
        }
    }

    private Optional<Failure> attempt(S before, S now) {
        try {
            handler.revert(context, before, now);
            return Optional.empty();
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(run.classify(step, e));
        }
    }

    private void reverted(String message) {
        end(StepStatus.REVERTED, Records.REVERTED, CanonicalJson.object(), message);
    }

    private void notReverted(StepStatus status, String message) {
        ObjectNode data = CanonicalJson.object();
        data.put("status", status.name());
        end(status, Records.NOT_REVERTED, data, message);
    }

    private void end(StepStatus status, String type, ObjectNode data, String message) {
        run.end(List.of(new Run.Ending(step, status, type, data, message)));
    }

    private ObjectNode state(String name, S state) {
        return CanonicalJson.object().set(name, CanonicalJson.tree(state));
    }
}
