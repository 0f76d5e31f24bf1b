package dev.firebreak.internal;

import dev.firebreak.Effect;
import dev.firebreak.JournalException;
import dev.firebreak.internal.Run.Ending;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.StepContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The life of steps of one kind that are handled together, of one step at least: observe, record the intention, apply, read back.
 */
final class BatchRun<S> {
    private final Run run;
    private final CheckedHandler<S> handler;
    private final List<StepRun<S>> steps;

    BatchRun(Run run, CheckedHandler<S> handler, List<StepRun<S>> steps) {
        this.run = run;
        this.handler = handler;
        this.steps = steps;
    }

    /** Looks at the world. */
    void prepare() {
        Instant now = run.now();
        steps.forEach(step -> step.begin(now));
        look(steps);
    }

    /** Carries the steps out, as far as that is possible, and notes how they ended. */
    void run(GuardDesk guards) {
        var open = new ArrayList<StepRun<S>>();
        var hindered = new ArrayList<Ending>();
        for (StepRun<S> step : steps) {
            step.hindrance(guards).ifPresentOrElse(hindered::add, () -> open.add(step));
        }
        run.end(hindered);
        awaitEarlier(open);
        endDone(take(open, StepRun::isVisible));
        List<StepRun<S>> checks = take(open, step -> step.step().effect() == Effect.READ);
        end(
                open,
                step -> run.stop(step).isPresent(),
                step -> step.stopped(run.stop(step).orElseThrow()));
        if (!open.isEmpty()) {
            run.record(Records.INTENDED, open, StepRun::intention);
            apply(open, true);
        }
        readBack(checks);
    }

    /** Nothing is to be done; but of a cleanup a release has to know what was there before. */
    private void endDone(List<StepRun<S>> done) {
        List<StepRun<S>> cleanups = done.stream()
                .filter(step -> step.step().effect() == Effect.CLEANUP)
                .toList();
        run.record(Records.INTENDED, cleanups, StepRun::intention);
        run.end(done.stream().map(StepRun::alreadyDone).toList());
    }

    /** What an earlier attempt has collected may not be visible yet; collecting again would make it twice. */
    private void awaitEarlier(List<StepRun<S>> open) {
        for (StepRun<S> step : open) {
            if (step.step().effect() == Effect.COLLECT && !step.isVisible()) {
                step.earlier()
                        .ifPresent(entry ->
                                run.waitingSince(entry.touched()).until(() -> step.isVisible() || isVisibleNow(step)));
            }
        }
    }

    private boolean isVisibleNow(StepRun<S> step) {
        look(List.of(step));
        return step.isVisible();
    }

    private void apply(List<StepRun<S>> changes, boolean mayRepeat) {
        Map<String, Failure> failures = attempt(changes);
        var applied = new ArrayList<StepRun<S>>();
        var refused = new ArrayList<StepRun<S>>();
        var unknown = new ArrayList<StepRun<S>>();
        for (StepRun<S> step : changes) {
            Failure failure = failures.get(step.step().id());
            if (failure == null) {
                applied.add(step);
            } else {
                (failure.kind() == Failure.Kind.UNKNOWN ? unknown : refused).add(step);
            }
        }
        run.record(Records.APPLIED, applied, step -> CanonicalJson.object());
        look(refused);
        end(refused, step -> true, step -> step.failed(failure(failures, step)));
        readBack(applied);
        resolve(unknown, failures, mayRepeat);
    }

    private Map<String, Failure> attempt(List<StepRun<S>> changes) {
        var failures = new HashMap<String, Failure>();
        var before = new LinkedHashMap<StepContext, S>();
        changes.forEach(step -> before.put(step.context(), step.before()));
        try {
            handler.applyAll(before)
                    .forEach((id, exception) ->
                            failures.put(id, run.classify(changes.get(0).step(), exception)));
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            changes.forEach(step -> failures.put(step.step().id(), run.classify(step.step(), e)));
        }
        return failures;
    }

    private static <S> Failure failure(Map<String, Failure> failures, StepRun<S> step) {
        return Objects.requireNonNull(failures.get(step.step().id()));
    }

    /** The answer was lost: the world says whether the change was made. */
    private void resolve(List<StepRun<S>> unknown, Map<String, Failure> failures, boolean mayRepeat) {
        if (unknown.isEmpty()) {
            return;
        }
        var again = new ArrayList<StepRun<S>>();
        run.waiting(unknown).until(() -> {
            look(unknown);
            List<StepRun<S>> found = take(unknown, StepRun::isVisible);
            run.record(Records.APPLIED, found, step -> StepRun.facts(failure(failures, step)));
            end(found, step -> true, step -> step.verified("the answer was lost; the change was found in place"));
            again.addAll(take(unknown, step -> mayRepeat && step.isHalfWay()));
            return unknown.isEmpty();
        });
        end(unknown, step -> true, step -> step.unknown(failure(failures, step)));
        if (!again.isEmpty()) {
            apply(again, false);
        }
    }

    private void readBack(List<StepRun<S>> pending) {
        if (pending.isEmpty()) {
            return;
        }
        Waiting waiting = run.waiting(pending);
        waiting.until(() -> {
            look(pending);
            end(pending, StepRun::isVisible, step -> step.verified(""));
            return pending.isEmpty();
        });
        end(pending, step -> true, step -> step.invisible(waiting.words()));
    }

    /** Looks once more at what was verified; what is not there any more was changed back by somebody. */
    void lookAgain() {
        var pending = new ArrayList<>(steps);
        run.waiting(pending).until(() -> {
            look(pending);
            take(pending, StepRun::isVisible);
            return pending.isEmpty();
        });
        end(pending, StepRun::wasSeen, StepRun::undone);
    }

    /** Ends those of the steps that are so, and takes them off the list. */
    private void end(List<StepRun<S>> open, Predicate<StepRun<S>> so, Function<StepRun<S>, Ending> ending) {
        run.end(take(open, so).stream().map(ending).toList());
    }

    private static <T> List<T> take(List<T> list, Predicate<T> so) {
        var taken = new ArrayList<>(list.stream().filter(so).toList());
        list.removeAll(taken);
        return taken;
    }

    private void look(List<StepRun<S>> looking) {
        Map<String, S> states;
        try {
            states = handler.observeAll(looking.stream().map(StepRun::context).toList());
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            Failure failure = run.classify(looking.get(0).step(), e);
            if (failure.kind() != Failure.Kind.REFUSED) {
                looking.forEach(step -> step.lookedInVain(failure));
                return;
            }
            // Many reads refuse all for one that is not there.
            states = Map.of();
        }
        for (StepRun<S> step : looking) {
            S state = states.get(step.step().id());
            look(step, state == null ? () -> handler.observe(step.context()) : () -> handler.recorded(state));
        }
    }

    private void look(StepRun<S> step, Supplier<S> look) {
        try {
            step.saw(look.get());
        } catch (JournalException e) {
            throw e;
        } catch (RuntimeException e) {
            step.lookedInVain(run.classify(step.step(), e));
        }
    }
}
