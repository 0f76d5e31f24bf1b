package dev.firebreak.internal;

import java.util.stream.Stream;

/** The types of journal record that a run writes. */
final class Records {
    static final String PLANNED = "planned";
    static final String STARTED = "run-started";
    static final String ENDED = "run-ended";
    static final String INTENDED = "step-intended";
    static final String APPLIED = "step-applied";
    static final String VERIFIED = "step-verified";
    static final String UNCHANGED = "step-unchanged";
    static final String UNDONE = "step-undone";
    static final String UNVERIFIED = "step-unverified";
    static final String FAILED = "step-failed";
    static final String UNKNOWN = "step-unknown";
    static final String SKIPPED = "step-skipped";
    static final String REFUSED = "step-refused";
    static final String RELEASE_STARTED = "release-started";
    static final String RELEASE_ENDED = "release-ended";
    static final String RELEASE_INTENDED = "release-intended";
    static final String REVERTED = "release-reverted";
    static final String NOT_REVERTED = "release-not-reverted";

    private Records() {}

    /** Whether records of this type are for the engine alone to write: it goes by them. */
    static boolean isReserved(String type) {
        return type.equals(PLANNED) || Stream.of("run-", "step-", "release-").anyMatch(type::startsWith);
    }
}
