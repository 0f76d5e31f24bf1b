package dev.firebreak.testkit.service.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * A mapping from an event source to a function.
 *
 * @param mapping the mapping as the API gives it, without its state
 * @param functionName the function
 * @param enabled whether it is to be on
 * @param changed when that was last changed
 * @param deleted when it was deleted; empty while it is not
 */
record EventSource(
        EventSourceMappingConfiguration mapping,
        String functionName,
        boolean enabled,
        Instant changed,
        Optional<Instant> deleted) {
    private static final Duration SETTLING = Duration.ofSeconds(10);

    /** Whether nothing of it is left. */
    boolean gone(Instant now) {
        return deleted.isPresent() && !now.isBefore(deleted.get().plus(SETTLING));
    }

    /** Whether a change is under way, so that no other is taken. */
    boolean inFlux(Instant now) {
        return deleted.isPresent() || now.isBefore(changed.plus(SETTLING));
    }

    String state(Instant now) {
        if (deleted.isPresent()) {
            return "Deleting";
        }
        boolean fresh = changed.equals(mapping.lastModified()) && mapping.stateTransitionReason() == null;
        if (now.isBefore(changed.plus(SETTLING))) {
            return fresh ? "Creating" : enabled ? "Enabling" : "Disabling";
        }
        return enabled ? "Enabled" : "Disabled";
    }

    EventSourceMappingConfiguration view(Instant now) {
        return mapping.copy(copy ->
                copy.state(state(now)).stateTransitionReason("User action").lastModified(changed));
    }

    String summary() {
        return functionName + " <- " + mapping.eventSourceArn() + (enabled ? "" : " (disabled)");
    }
}
