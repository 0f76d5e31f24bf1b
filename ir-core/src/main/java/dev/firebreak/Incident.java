package dev.firebreak;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.immutables.value.Value;

/** What everything done belongs to: one security incident. */
@Value.Immutable
@ValueStyle
public interface Incident {
    /** An incident of which only the id is known. */
    static Incident of(String id) {
        return builder().id(id).build();
    }

    /** A builder; only {@code id} has no default. */
    static Builder builder() {
        return new Builder();
    }

    /** The id, such as {@code IR-2026-042}: 1 to 64 letters, digits, dots, dashes and underscores, the first a letter or digit. */
    String id();

    /** One line that says what happened. If not set, the id. */
    @Value.Default
    default String title() {
        return id();
    }

    /** How bad it is. If not set, {@link Severity#HIGH}. */
    @Value.Default
    default Severity severity() {
        return Severity.HIGH;
    }

    /** When the incident was opened, if known. */
    Optional<Instant> openedAt();

    /** What makes two reports the same incident, such as the id of a finding. */
    Optional<String> dedupeKey();

    /** Free labels. */
    Map<String, String> tags();

    /** Refuses an id that could not name a directory, a tag and a policy alike. */
    @Value.Check
    default void check() {
        if (!Pattern.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", id()) || id().contains("..")) {
            throw new IllegalArgumentException(
                    "Invalid incident id: '" + id()
                            + "' (must be 1 to 64 letters, digits, '.', '-' or '_', start with a letter or digit, and have no '..')");
        }
    }

    /** Builds an {@link Incident}. */
    final class Builder extends ImmutableIncident.Builder {
        Builder() {}
    }
}
