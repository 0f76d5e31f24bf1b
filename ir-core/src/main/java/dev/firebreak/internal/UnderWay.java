package dev.firebreak.internal;

import dev.firebreak.PlanRejectedException;
import dev.firebreak.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a responder is doing at the moment, so that nothing is done twice at once, and nothing taken back that is still being done. Other
 * processes are kept away by the journal.
 */
final class UnderWay {
    private final List<Doing> all = new ArrayList<>();

    /** The whole of a plan, one step of a plan alone, or a release. */
    sealed interface Doing {
        RunControl control();

        /** The digest of the plan; empty for a release, which is of all plans. */
        String digest();

        default String incident() {
            return control().incident();
        }
    }

    record Whole(RunControl control, String digest) implements Doing {}

    record Alone(RunControl control, String digest, Step step) implements Doing {}

    record Release(RunControl control) implements Doing {
        @Override
        public String digest() {
            return "";
        }
    }

    /**
     * Begins it. A step alone waits until those for its resource that came before have ended, as it does when they are of one run;
     * whoever else is in the way is not waited for, since that may take hours.
     *
     * @throws PlanRejectedException when somebody is in the way
     */
    synchronized void begin(Doing wanted) {
        all.stream()
                .filter(other -> other.incident().equals(wanted.incident()))
                .flatMap(other -> inTheWay(other, wanted).stream())
                .findFirst()
                .ifPresent(reason -> {
                    throw new PlanRejectedException("Cannot " + words(wanted) + " of " + wanted.incident() + " now: "
                            + reason + " (cancel it, or wait until it has ended)");
                });
        all.add(wanted);
        while (all.subList(0, all.indexOf(wanted)).stream().anyMatch(other -> isWaitedFor(other, wanted))) {
            await(wanted);
        }
    }

    synchronized void end(Doing done) {
        all.remove(done);
        notifyAll();
    }

    private void await(Doing waiting) {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(waiting);
            throw new PlanRejectedException(
                    "Cannot " + words(waiting) + ": interrupted while waiting for another one of its resource");
        }
    }

    private static boolean isWaitedFor(Doing other, Doing wanted) {
        return other instanceof Alone first
                && wanted instanceof Alone second
                && first.incident().equals(second.incident())
                && first.step().resource().equals(second.step().resource());
    }

    /** Other plans that share steps with this one may run beside it: a change can be made again, by the contract of its handler. */
    private static Optional<String> inTheWay(Doing other, Doing wanted) {
        if (other instanceof Release) {
            return Optional.of("a release is under way");
        }
        if (wanted instanceof Release) {
            return Optional.of("a run is under way, whose changes a release would miss");
        }
        boolean bothAlone = other instanceof Alone && wanted instanceof Alone;
        return !bothAlone && other.digest().equals(wanted.digest())
                ? Optional.of("the same plan is being run")
                : Optional.empty();
    }

    private static String words(Doing doing) {
        if (doing instanceof Release) {
            return "release what was done";
        }
        return doing instanceof Alone alone ? "run step " + alone.step().id() : "run a plan";
    }

    /** Tells the runs of an incident; whether there are any. */
    synchronized boolean tell(String incident, Consumer<RunControl> what) {
        List<Doing> told = all.stream()
                .filter(doing -> doing.incident().equals(incident) && !(doing instanceof Release))
                .toList();
        told.forEach(doing -> what.accept(doing.control()));
        return !told.isEmpty();
    }
}
