package dev.firebreak.testkit.service.ssm;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.CommandStatus;

/** What the results on all nodes make of a command (Systems Manager User Guide, "Understanding command statuses"). */
final class CommandResults {
    private final List<String> details;
    private final long open;
    private final int maxErrors;

    CommandResults(List<NodeInvocation> invocations, int maxErrors, Instant now) {
        this.details = invocations.stream().map(each -> each.details(now)).toList();
        this.open =
                invocations.stream().filter(each -> each.ended(now).isEmpty()).count();
        this.maxErrors = maxErrors;
    }

    int count(String wanted) {
        return (int) details.stream().filter(wanted::equals).count();
    }

    int ended() {
        return details.size() - (int) open;
    }

    int errors() {
        return count("Failed") + count("ExecutionTimedOut");
    }

    CommandStatus status() {
        return switch (details()) {
            case "Pending" -> CommandStatus.PENDING;
            case "InProgress" -> CommandStatus.IN_PROGRESS;
            case "Success" -> CommandStatus.SUCCESS;
            case "Cancelled" -> CommandStatus.CANCELLED;
            case "DeliveryTimedOut", "ExecutionTimedOut" -> CommandStatus.TIMED_OUT;
            default -> CommandStatus.FAILED;
        };
    }

    String details() {
        if (open > 0) {
            return count("Pending") == details.size() ? "Pending" : "InProgress";
        }
        if (errors() > maxErrors) {
            return count("Failed") > 0 ? "Failed" : "ExecutionTimedOut";
        }
        if (count("DeliveryTimedOut") > maxErrors) {
            return "DeliveryTimedOut";
        }
        return complete();
    }

    /** What cannot be delivered because its node is gone counts for nothing, unless there is nothing else. */
    private String complete() {
        if (count("Cancelled") > 0) {
            return "Cancelled";
        }
        int undeliverable = count("Undeliverable");
        if (undeliverable == details.size() && undeliverable > 0) {
            return "Undeliverable";
        }
        return count("Success") + undeliverable == details.size() ? "Success" : "Incomplete";
    }
}
