package dev.firebreak;

/** What a step does to the world. */
public enum Effect {
    /** Looks only. */
    READ,
    /** Makes evidence, which stays after a release. */
    COLLECT,
    /** Changes a resource. */
    CHANGE,
    /** Sees to what the steps that require this one make on their way: a release deletes it. */
    CLEANUP
}
