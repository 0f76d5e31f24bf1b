package dev.firebreak.testkit.service.iam.report;

import dev.firebreak.testkit.service.Operations;

/** The operations by which IAM reports. */
public final class ReportOperations {
    private ReportOperations() {}

    /** Adds them. */
    public static void addTo(Operations operations) {
        new AccountOperations().register(operations);
        AuthorizationDetailsOperations.addTo(operations);
        CredentialReportOperations.addTo(operations);
        ServiceAccessOperations.addTo(operations);
        GrantingPolicyOperations.addTo(operations);
    }
}
