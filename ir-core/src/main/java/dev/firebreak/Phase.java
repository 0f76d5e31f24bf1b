package dev.firebreak;

/**
 * When a step runs, relative to the other steps for the same target. Phases run in this order; a later one waits for the earlier
 * ones to end, well or not.
 */
public enum Phase {
    /** Evidence that the cut-off would destroy: memory, live connections. */
    VOLATILE_EVIDENCE("volatile evidence"),
    /** What stops packets. */
    CUT_OFF("network cut-off"),
    /** What stops calls made with credentials. */
    CREDENTIALS("credentials"),
    /** What keeps the resource from being lost. */
    PROTECTION("protection from loss"),
    /** Evidence that keeps. */
    PERSISTENT_EVIDENCE("persistent evidence"),
    /** Marks for people and tools. */
    TAGS("tags");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** The phase in words. */
    public String label() {
        return label;
    }
}
