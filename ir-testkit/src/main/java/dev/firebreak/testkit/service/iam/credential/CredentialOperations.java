package dev.firebreak.testkit.service.iam.credential;

import dev.firebreak.testkit.service.Operations;

/** The operations of IAM on credentials of every kind. */
public final class CredentialOperations {
    private CredentialOperations() {}

    /** Adds them. */
    public static void addTo(Operations operations) {
        new AccessKeyOperations().register(operations);
        LoginProfileOperations.addTo(operations);
        PasswordPolicyOperations.addTo(operations);
        MfaOperations.addTo(operations);
        SshKeyOperations.addTo(operations);
        SigningCertificateOperations.addTo(operations);
        ServiceCredentialOperations.addTo(operations);
        ServerCertificateOperations.addTo(operations);
        SamlProviderOperations.addTo(operations);
        OidcProviderOperations.addTo(operations);
    }
}
