package dev.firebreak.testkit.service.ssm.automation;

import dev.firebreak.testkit.service.ssm.document.DocumentContent;
import dev.firebreak.testkit.service.ssm.rate.Waves;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionMetadata;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionStatus;
import software.amazon.awssdk.services.ssm.model.StepExecution;

/** One run of a runbook: its steps pass one after another, by the clock; an {@code aws:approve} step waits for a signal. */
final class AutomationRun implements Waves.Task {
    private static final Set<String> EFFECTLESS = Set.of("aws:approve", "aws:sleep", "aws:pause");

    private final AutomationExecution start;
    private final List<DocumentContent.Step> steps;
    private final AutomationExecutor executor;
    private final Duration each;
    private final List<Instant> ends = new ArrayList<>();
    private @Nullable Instant stopped;
    private AutomationExecutionStatus end = AutomationExecutionStatus.SUCCESS;
    private String failure = "";
    private Map<String, List<String>> outputs = Map.of();
    private boolean executed;
    private @Nullable Instant reached;

    AutomationRun(
            AutomationExecution start, List<DocumentContent.Step> steps, AutomationExecutor executor, Duration each) {
        this.start = start;
        this.steps = List.copyOf(steps);
        this.executor = executor;
        this.each = each;
    }

    String id() {
        return start.automationExecutionId();
    }

    AutomationExecution started() {
        return start;
    }

    @Override
    public Instant requested() {
        return start.executionStartTime();
    }

    @Override
    public void begin(Instant at) {
        reached = at;
    }

    /** Lets the steps pass whose time has come. The runbook's effects happen as its first step that has any ends. */
    @Override
    public void proceed(Instant now) {
        Instant next = reached == null ? Instant.MAX : reached.plus(each);
        while (isOpen() && !isWaiting() && !now.isBefore(next)) {
            reached = next;
            if (!EFFECTLESS.contains(steps.get(ends.size()).action())) {
                execute(next);
            }
            ends.add(next);
            next = next.plus(each);
        }
    }

    private boolean isOpen() {
        return stopped == null && ends.size() < steps.size();
    }

    private void execute(Instant at) {
        if (executed) {
            return;
        }
        executed = true;
        try {
            outputs = Map.copyOf(executor.run(start.parameters()));
        } catch (RuntimeException refused) {
            failure = String.valueOf(refused.getMessage());
            stop(at, AutomationExecutionStatus.FAILED);
        }
    }

    private boolean isWaiting() {
        return reached != null
                && ends.size() < steps.size()
                && steps.get(ends.size()).action().equals("aws:approve");
    }

    /** Lets an approval step pass, or ends the run; answers whether one was waiting. */
    boolean decide(boolean approved, Instant now) {
        if (stopped != null || !isWaiting()) {
            return false;
        }
        if (approved) {
            ends.add(now);
            reached = now;
        } else {
            stop(now, AutomationExecutionStatus.REJECTED);
        }
        return true;
    }

    void stop(Instant now, AutomationExecutionStatus status) {
        stopped = now;
        end = status;
    }

    @Override
    public boolean isError() {
        return end == AutomationExecutionStatus.FAILED;
    }

    @Override
    public void terminate(Instant at) {
        stop(at, AutomationExecutionStatus.CANCELLED);
    }

    AutomationExecutionStatus status() {
        if (!isOpen()) {
            return end;
        }
        if (reached == null) {
            return AutomationExecutionStatus.PENDING;
        }
        return isWaiting() ? AutomationExecutionStatus.WAITING : AutomationExecutionStatus.IN_PROGRESS;
    }

    @Override
    public Optional<Instant> ended(Instant now) {
        return ended();
    }

    private Optional<Instant> ended() {
        if (stopped != null) {
            return Optional.of(stopped);
        }
        return ends.size() == steps.size() ? Optional.ofNullable(reached) : Optional.empty();
    }

    AutomationExecution view() {
        return start.copy(copy -> copy.automationExecutionStatus(status())
                .executionEndTime(ended().orElse(null))
                .failureMessage(failure.isEmpty() ? null : failure)
                .outputs(outputs)
                .currentStepName(
                        ended().isPresent() ? null : steps.get(ends.size()).name())
                .currentAction(
                        ended().isPresent() ? null : steps.get(ends.size()).action())
                .stepExecutions(stepViews())
                .stepExecutionsTruncated(false));
    }

    AutomationExecutionMetadata metadata() {
        AutomationExecution view = view();
        return AutomationExecutionMetadata.builder()
                .automationExecutionId(view.automationExecutionId())
                .documentName(view.documentName())
                .documentVersion(view.documentVersion())
                .automationExecutionStatus(view.automationExecutionStatus())
                .executionStartTime(view.executionStartTime())
                .executionEndTime(view.executionEndTime())
                .executedBy(view.executedBy())
                .outputs(outputs)
                .failureMessage(view.failureMessage())
                .mode(view.mode())
                .build();
    }

    List<StepExecution> stepViews() {
        var views = new ArrayList<StepExecution>();
        for (int index = 0; index < steps.size(); index++) {
            DocumentContent.Step step = steps.get(index);
            views.add(StepExecution.builder()
                    .stepExecutionId(id() + "-" + index)
                    .stepName(step.name())
                    .action(step.action())
                    .stepStatus(stepStatus(index))
                    .executionEndTime(index < ends.size() ? ends.get(index) : null)
                    .failureMessage(stepStatus(index) == AutomationExecutionStatus.FAILED ? failure : null)
                    .build());
        }
        return views;
    }

    private AutomationExecutionStatus stepStatus(int index) {
        boolean last = index == ends.size() - 1;
        if (index < ends.size()) {
            return last && end == AutomationExecutionStatus.FAILED ? end : AutomationExecutionStatus.SUCCESS;
        }
        return index == ends.size() && stopped == null ? status() : AutomationExecutionStatus.PENDING;
    }
}
