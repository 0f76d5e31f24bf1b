package dev.firebreak;

/** How a step ended. */
public enum StepStatus {
    /** Done, and read back. */
    VERIFIED,
    /** It was so already; nothing was changed, and a release changes nothing. */
    UNCHANGED,
    /** The provider accepted the change, but it was not visible in time. */
    UNVERIFIED,
    /** Done and read back, and at the end of the run it was not there any more: somebody has changed it back. */
    UNDONE,
    /** Refused, or not possible. */
    FAILED,
    /** The provider did not answer, and it is not known whether the change was made. */
    UNKNOWN,
    /** Not tried: a step that it requires did not succeed, or the run was stopped before. */
    SKIPPED,
    /** Not tried, since a guard refused it. */
    REFUSED,
    /** Taken back, and read back. */
    REVERTED,
    /** Not taken back, since somebody changed the resource meanwhile. */
    DRIFTED,
    /** Not taken back, since it is still in use. */
    KEPT,
    /** Cannot be taken back; the plan said so. */
    IRREVERSIBLE;

    /** Whether steps that require this one may go on. */
    public boolean succeeded() {
        return this == VERIFIED || this == UNCHANGED;
    }
}
