package dev.firebreak;

/** How bad an incident is, from worst to least. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFORMATIONAL
}
