package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.service.ssm.rate.Waves;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;

/** What becomes of a command on one node, by the clock. */
final class NodeInvocation implements Waves.Task {
    private final Guest guest;
    private final CommandPlan plan;
    private final Instant requested;
    private final Instant deliveryEnd;
    private final Duration delivery;
    private @Nullable Instant earliest;
    private boolean untold;
    private List<CommandPlan.Outcome> outcomes = List.of();
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private CommandInvocationStatus end = CommandInvocationStatus.PENDING;
    private String details = "Pending";

    NodeInvocation(Guest guest, CommandPlan plan, Instant requested, Schedule schedule) {
        this.guest = guest;
        this.plan = plan;
        this.requested = requested;
        this.delivery = schedule.delivery();
        this.deliveryEnd = requested.plus(schedule.timeout());
    }

    /**
     * When a node is given its command.
     *
     * @param delivery how long that takes
     * @param timeout after which it is too late
     */
    record Schedule(Duration delivery, Duration timeout) {}

    @Override
    public void begin(Instant at) {
        earliest = at.plus(delivery);
    }

    @Override
    public void proceed(Instant now) {
        Instant turn = earliest;
        if (ended != null || turn == null || now.isBefore(turn)) {
            return;
        }
        if (guest.instance().in(now, InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED)) {
            finish(now, CommandInvocationStatus.FAILED, "Undeliverable");
        } else if (turn.isBefore(deliveryEnd) && guest.agent().canPing()) {
            run(turn);
        } else if (!now.isBefore(deliveryEnd)) {
            finish(
                    deliveryEnd.isBefore(turn) ? turn : deliveryEnd,
                    CommandInvocationStatus.TIMED_OUT,
                    "DeliveryTimedOut");
        } else {
            earliest = now;
        }
    }

    /** Answers, once, that the steps have run. */
    boolean takeRun() {
        boolean news = untold;
        untold = false;
        return news;
    }

    private void run(Instant turn) {
        started = turn;
        untold = true;
        outcomes = plan.run(guest);
        Duration took = outcomes.stream().map(CommandPlan.Outcome::took).reduce(Duration.ZERO, Duration::plus);
        Instant over = turn.plus(took);
        Optional<CommandPlan.Outcome> failure =
                outcomes.stream().filter(outcome -> !outcome.succeeded()).findFirst();
        if (failure.isEmpty()) {
            finish(over, CommandInvocationStatus.SUCCESS, "Success");
        } else if (failure.get().timedOut()) {
            finish(over, CommandInvocationStatus.TIMED_OUT, "ExecutionTimedOut");
        } else {
            finish(over, CommandInvocationStatus.FAILED, "Failed");
        }
    }

    private void finish(Instant when, CommandInvocationStatus status, String statusDetails) {
        ended = when;
        end = status;
        details = statusDetails;
    }

    /** Stops what is not over yet. */
    void cancel(Instant now) {
        if (ended == null || now.isBefore(ended)) {
            finish(now, CommandInvocationStatus.CANCELLED, "Cancelled");
        }
    }

    @Override
    public void terminate(Instant at) {
        finish(at, CommandInvocationStatus.CANCELLED, "Terminated");
    }

    @Override
    public boolean isError() {
        return details.equals("Failed") || details.equals("ExecutionTimedOut");
    }

    Guest guest() {
        return guest;
    }

    @Override
    public Instant requested() {
        return requested;
    }

    Optional<Instant> started() {
        return Optional.ofNullable(started);
    }

    @Override
    public Optional<Instant> ended(Instant now) {
        return Optional.ofNullable(ended).filter(when -> !now.isBefore(when));
    }

    CommandInvocationStatus status(Instant now) {
        if (ended(now).isPresent()) {
            return end;
        }
        return started == null ? CommandInvocationStatus.PENDING : CommandInvocationStatus.IN_PROGRESS;
    }

    String details(Instant now) {
        if (ended(now).isPresent()) {
            return details;
        }
        return started == null ? "Pending" : "InProgress";
    }

    /** What came of the steps; nothing while they run. */
    List<CommandPlan.Outcome> outcomes(Instant now) {
        return ended(now).isPresent() ? outcomes : List.of();
    }

    List<CommandPlan.Outcome> allOutcomes() {
        return outcomes;
    }

    CommandPlan plan() {
        return plan;
    }
}
