package dev.firebreak.testkit.policy;

import java.util.List;
import java.util.Locale;

/**
 * What all policies together say about a request.
 *
 * @param outcome allowed, or how it is denied
 * @param by the kind of policy that denied it or lacked an Allow; of an allowed request, the kind that allowed it
 * @param matched the statements that decided
 */
public record Decision(Outcome outcome, PolicyType by, List<Match> matched) {
    /** The outcomes. */
    public enum Outcome {
        ALLOWED,
        EXPLICIT_DENY,
        IMPLICIT_DENY
    }

    /**
     * A statement that matched.
     *
     * @param type the kind of its policy
     * @param policy its policy
     * @param statement the statement
     */
    public record Match(PolicyType type, NamedPolicy policy, Statement statement) {}

    /** Whether the request is allowed. */
    public boolean isAllowed() {
        return outcome == Outcome.ALLOWED;
    }

    /** Why it is denied, as messages of AWS end. */
    public String reason(String action) {
        return outcome == Outcome.EXPLICIT_DENY
                ? "with an explicit deny in " + by.withArticle()
                : String.format(Locale.ROOT, "because no %s allows the %s action", by.title(), action);
    }
}
