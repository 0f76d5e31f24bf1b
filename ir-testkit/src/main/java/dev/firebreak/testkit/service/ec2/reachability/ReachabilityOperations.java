package dev.firebreak.testkit.service.ec2.reachability;

import dev.firebreak.testkit.service.Operations;

/** The operations of Reachability Analyzer. */
public final class ReachabilityOperations {
    private ReachabilityOperations() {}

    /** Adds them. */
    public static void addTo(Operations operations) {
        InsightsPathOperations.addTo(operations);
        InsightsAnalysisOperations.addTo(operations);
    }
}
